#include "core/results/attention/head_similarity.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

HeadSimilaritySum::HeadSimilaritySum(std::int64_t layers, std::int64_t heads)
{
    m_sums.layers = layers;
    m_sums.heads = heads;
    m_sums.values.assign(static_cast<std::size_t>(layers * heads * layers * heads), 0.0);
}

void HeadSimilaritySum::add(const std::vector<std::vector<double>>& entries)
{
    const std::size_t count = entries.size();
    const auto vectorOf = [&](std::size_t head) {
        return Eigen::Map<const Eigen::VectorXd>(entries[head].data(),
                                                 static_cast<Eigen::Index>(entries[head].size()));
    };
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a; b < count; ++b) {
            const double product = vectorOf(a).dot(vectorOf(b));
            m_sums.values[a * count + b] += product;
            if (a != b)
                m_sums.values[b * count + a] += product;
        }
}

HeadSimilarity HeadSimilaritySum::result() const
{
    HeadSimilarity similarity = m_sums;
    const auto count = static_cast<std::size_t>(similarity.count());
    const auto norm = [&](std::size_t head) {
        return std::sqrt(m_sums.values[head * count + head]);
    };
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < count; ++b) {
            const double both = norm(a) * norm(b);
            double& value = similarity.values[a * count + b];
            // Rounding must not carry it beyond the ends of the scale.
            value = both > 0.0 ? std::clamp(value / both, -1.0, 1.0)
                               : std::numeric_limits<double>::quiet_NaN();
        }
    return similarity;
}

}  // namespace nie
