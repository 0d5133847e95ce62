#pragma once

#include "core/results/attention_map.h"

namespace nie {

/// How the weight of one head is spread over lags and over distances: shares that sum to 1. Means
/// are over all tokens i that ask; inside a row the weights are p_ij, or |A_ij| / sum_j |A_ij|.
struct HeadProfile {
    std::int64_t layer = 0;
    std::int64_t head = 0;
    std::vector<double> byLag;       ///< [lag]
    std::vector<double> byDistance;  ///< [distance]; empty for curves
};

/// The profiles of all heads over common bins, and those of attention without preference.
struct AttentionProfiles {
    std::vector<double> lags;  ///< centres of the bins of t_i - t_j, in the unit of time; rising
    std::vector<double> distances;   ///< centres of the bins, in domain lengths; empty for curves
    std::vector<HeadProfile> heads;  ///< [layer, head]
    HeadProfile uniform;
};

/// The bins for such tokens, without any head. Lags: as far apart as equidistant times would be, so
/// that every lag of equidistant times has its own; distances: up to the greatest possible.
AttentionProfiles profileBins(const AttentionTokens& tokens);

/// Forms a profile from the rows of a head's matrix, that of token 0 first.
class HeadProfileSum {
public:
    /// `tokens` must outlive it; `bins` as of profileBins().
    HeadProfileSum(const AttentionTokens& tokens, const AttentionProfiles& bins);

    void add(const double* row);
    HeadProfile result() const;

private:
    std::vector<std::size_t> distanceBins(std::int64_t token) const;

    const AttentionTokens& m_tokens;
    double m_lagWidth;
    double m_distanceWidth;
    std::int64_t m_row = 0;
    double m_rowsWithMass = 0.0;
    HeadProfile m_sums;
    std::vector<double> m_lagShares;  ///< of one row
    std::vector<double> m_distanceShares;
};

}  // namespace nie
