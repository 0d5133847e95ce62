#include "core/results/head_statistics.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

using Values = Eigen::Map<const Eigen::ArrayXd>;

/// Added inside the logarithm, so that 0 ln 0 is 0; nothing beside any weight that counts.
constexpr double kTiny = 1e-300;

/// Distances that are equal in mathematics differ by rounding.
bool withinReach(double share)
{
    return share <= HeadStatistics::kLocalReach * (1.0 + 1e-9);
}

}  // namespace

std::string AttentionOrigin::entropyAbsence() const
{
    if (distributions)
        return {};
    return "the kernel of " + kind + " attention is signed; entropy belongs to distributions";
}

HeadStatisticsSum::HeadStatisticsSum(const AttentionTokens& tokens, bool distributions)
    : m_tokens(tokens),
      m_distributions(distributions),
      m_distances(static_cast<std::size_t>(tokens.cellCount())),
      m_near(m_distances.size())
{}

void HeadStatisticsSum::placeAt(std::int64_t row)
{
    m_distances = m_tokens.distancesFrom(row);
    for (std::size_t c = 0; c < m_distances.size(); ++c)
        m_near[c] = withinReach(m_distances[c]) ? 1.0 : 0.0;
}

void HeadStatisticsSum::add(const double* row)
{
    const auto cells = m_tokens.cellCount();
    placeAt(m_rows);
    const Values distances(m_distances.data(), cells);
    const Values near(m_near.data(), cells);
    const double own = m_tokens.time(m_rows);
    const double reach = m_tokens.timeSpan();
    double sum = 0.0, mass = 0.0, distance = 0.0;
    double lag = 0.0, timeDistance = 0.0, local = 0.0;
    for (std::int64_t k = 0; k < m_tokens.timeCount(); ++k) {
        const Values values(row + k * cells, cells);
        const double massThen = values.abs().sum();
        const double before = own - m_tokens.times[static_cast<std::size_t>(k)];
        sum += values.sum();
        mass += massThen;
        distance += (values.abs() * distances).sum();
        lag += massThen * before;
        timeDistance += massThen * std::abs(before);
        if (withinReach(reach > 0.0 ? std::abs(before) / reach : 0.0))
            local += (values.abs() * near).sum();
    }
    m_leastRowSum = m_rows == 0 ? sum : std::min(m_leastRowSum, sum);
    m_greatestRowSum = m_rows == 0 ? sum : std::max(m_greatestRowSum, sum);
    m_rowSums += sum;
    ++m_rows;
    if (!(mass > 0.0))
        return;
    ++m_rowsWithMass;
    if (m_distributions) {
        const Values whole(row, m_tokens.count());
        m_entropy -= (whole * (whole + kTiny).log()).sum();
    }
    m_distance += distance / mass;
    m_lag += lag / mass;
    m_timeDistance += timeDistance / mass;
    m_local += local / mass;
}

HeadStatistics HeadStatisticsSum::result() const
{
    const double rows = std::max<double>(1.0, static_cast<double>(m_rowsWithMass));
    HeadStatistics result;
    if (m_distributions) {
        result.entropy = m_entropy / rows;
        result.effectiveCount = std::exp(*result.entropy);
    }
    if (!m_tokens.space.empty())
        result.meanDistance = m_distance / rows;
    result.meanLag = m_lag / rows;
    result.meanTimeDistance = m_timeDistance / rows;
    result.localityShare = m_local / rows;
    result.leastRowSum = m_leastRowSum;
    result.greatestRowSum = m_greatestRowSum;
    result.meanRowSum = m_rowSums / std::max<double>(1.0, static_cast<double>(m_rows));
    return result;
}

}  // namespace nie
