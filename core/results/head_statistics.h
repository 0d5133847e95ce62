#pragma once

#include "core/results/attention_map.h"

namespace nie {

/// Forms the statistics of one head from the rows of its matrix, one after the other: the matrix
/// itself is never held.
class HeadStatisticsSum {
public:
    /// distributions: whether rows are such (AttentionOrigin). `tokens` must outlive it.
    HeadStatisticsSum(const AttentionTokens& tokens, bool distributions);

    /// The next row, [token]: that of token 0 first.
    void add(const double* row);
    /// Of all rows added; layer, head and the mass outside the limits are left to the caller.
    HeadStatistics result() const;

private:
    void placeAt(std::int64_t row);

    const AttentionTokens& m_tokens;
    bool m_distributions;
    std::int64_t m_rows = 0;
    std::int64_t m_rowsWithMass = 0;
    std::vector<double> m_distances;  ///< [cell], from the present row's cell
    std::vector<double> m_near;       ///< [cell]: 1 within reach, else 0
    double m_entropy = 0.0;
    double m_distance = 0.0;
    double m_lag = 0.0;
    double m_timeDistance = 0.0;
    double m_local = 0.0;
    double m_rowSums = 0.0;
    double m_leastRowSum = 0.0;
    double m_greatestRowSum = 0.0;
};

}  // namespace nie
