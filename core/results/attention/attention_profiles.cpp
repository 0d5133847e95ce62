#include "core/results/attention/attention_profiles.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr std::size_t kDistanceBins = 24;

/// The greatest distance of two places, in domain lengths.
double greatestDistance(const AttentionTokens& tokens)
{
    double squares = 0.0;
    for (const TokenAxis& axis : tokens.space)
        squares += axis.periodic ? 0.25 : 1.0;
    return std::sqrt(squares);
}

/// Between the centres of equidistant bins; 1 where there is but one.
double binWidth(const std::vector<double>& centres)
{
    return centres.size() < 2
               ? 1.0
               : (centres.back() - centres.front()) / static_cast<double>(centres.size() - 1);
}

}  // namespace

AttentionProfiles profileBins(const AttentionTokens& tokens)
{
    AttentionProfiles bins;
    const auto times = tokens.timeCount();
    for (std::int64_t k = 1 - times; k < times; ++k)
        bins.lags.push_back(times < 2 ? 0.0
                                      : static_cast<double>(k) * tokens.timeSpan() /
                                            static_cast<double>(times - 1));
    if (tokens.space.empty())
        return bins;
    const double width = greatestDistance(tokens) / static_cast<double>(kDistanceBins);
    for (std::size_t k = 0; k < kDistanceBins; ++k)
        bins.distances.push_back((static_cast<double>(k) + 0.5) * width);
    return bins;
}

HeadProfileSum::HeadProfileSum(const AttentionTokens& tokens, const AttentionProfiles& bins)
    : m_tokens(tokens),
      m_lagWidth(binWidth(bins.lags)),
      m_distanceWidth(binWidth(bins.distances)),
      m_lagShares(bins.lags.size()),
      m_distanceShares(bins.distances.size())
{
    m_sums.byLag.assign(bins.lags.size(), 0.0);
    m_sums.byDistance.assign(bins.distances.size(), 0.0);
}

/// [cell]: the bin of the distance from a token's cell.
std::vector<std::size_t> HeadProfileSum::distanceBins(std::int64_t token) const
{
    std::vector<std::size_t> bins;
    for (const double distance : m_tokens.distancesFrom(token)) {
        // A distance on the edge of two bins, up to rounding, belongs to the farther one.
        const auto bin = static_cast<std::size_t>(distance / m_distanceWidth * (1.0 + 1e-12));
        bins.push_back(std::min(bin, m_distanceShares.size() - 1));
    }
    return bins;
}

void HeadProfileSum::add(const double* row)
{
    const auto cells = static_cast<std::size_t>(m_tokens.cellCount());
    const double own = m_tokens.time(m_row);
    const bool fields = !m_distanceShares.empty();
    const auto bins = fields ? distanceBins(m_row) : std::vector<std::size_t>();
    std::fill(m_lagShares.begin(), m_lagShares.end(), 0.0);
    std::fill(m_distanceShares.begin(), m_distanceShares.end(), 0.0);
    double mass = 0.0;
    for (std::size_t k = 0; k < m_tokens.times.size(); ++k) {
        double then = 0.0;
        for (std::size_t c = 0; c < cells; ++c) {
            const double weight = std::abs(row[k * cells + c]);
            then += weight;
            if (fields)
                m_distanceShares[bins[c]] += weight;
        }
        const auto lag = std::lround((own - m_tokens.times[k]) / m_lagWidth) +
                         static_cast<std::ptrdiff_t>(m_tokens.times.size()) - 1;
        m_lagShares[static_cast<std::size_t>(lag)] += then;
        mass += then;
    }
    ++m_row;
    if (!(mass > 0.0))
        return;
    m_rowsWithMass += 1.0;
    for (std::size_t k = 0; k < m_lagShares.size(); ++k)
        m_sums.byLag[k] += m_lagShares[k] / mass;
    for (std::size_t k = 0; k < m_distanceShares.size(); ++k)
        m_sums.byDistance[k] += m_distanceShares[k] / mass;
}

HeadProfile HeadProfileSum::result() const
{
    HeadProfile profile = m_sums;
    for (auto* shares : {&profile.byLag, &profile.byDistance})
        for (double& share : *shares)
            share /= std::max(1.0, m_rowsWithMass);
    return profile;
}

}  // namespace nie
