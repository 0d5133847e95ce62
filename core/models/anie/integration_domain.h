#pragma once

#include <torch/torch.h>

namespace nie {

/// Where tokens stand and with which quadrature weights an integral over them is formed.
///
/// Tokens of a product grid are ordered time by time: token = slab * cells + cell, where a slab is
/// one time with all its cells (a curve has one cell). The integral that belongs to token i is
///
///     int_{lower(t_i)}^{upper(t_i)} int_space g ds dz  ~  sum_j W_ij g_j,
///
/// trapezoid rule in time (the piecewise linear integrand, integrated exactly). Immutable; double
/// precision on the CPU until to() moves it.
class IntegrationDomain {
public:
    enum class Limits {
        Fredholm,  ///< the whole domain, whatever t_i is: W_ij = w_j
        Volterra,  ///< from the first time to t_i
        General    ///< lower(t_i) to upper(t_i)
    };

    /// Tokens in any order and at any place, one integral over all of them. weights: [token], none
    /// negative (0 makes a token that only asks); their sum is the measure |D|.
    static IntegrationDomain fredholm(const torch::Tensor& weights);
    /// times: [slab], increasing; cellWeights: [cell], volumes of the cells, {1} for a curve. A
    /// single time counts 1 as there is no integral over time then.
    static IntegrationDomain fredholm(const torch::Tensor& times, const torch::Tensor& cellWeights);
    static IntegrationDomain volterra(const torch::Tensor& times, const torch::Tensor& cellWeights);
    /// lower, upper: [slab], the limits at each time, within times[0] .. times[-1] (values outside
    /// are moved to the nearer end). Throws InputError where upper < lower.
    static IntegrationDomain between(const torch::Tensor& times, const torch::Tensor& lower,
                                     const torch::Tensor& upper, const torch::Tensor& cellWeights);

    /// The same numbers with another type and device.
    IntegrationDomain to(const torch::TensorOptions& options) const;

    Limits limits() const { return m_limits; }
    std::int64_t tokens() const { return m_shares.size(0); }
    std::int64_t cells() const { return m_cells; }
    std::int64_t slabs() const { return tokens() / m_cells; }
    double measure() const { return m_measure; }  ///< |D| of the whole domain

    /// [token]: w_j / |D| of the integral over the whole domain; sums to 1.
    const torch::Tensor& shares() const { return m_shares; }
    /// [slab], Volterra: the share of its full weight with which a slab enters its own integral.
    const torch::Tensor& ownShare() const { return m_ownShare; }
    /// [token]: length of the integral at a token's time over that of the whole domain; all 1 for
    /// Fredholm. Turns an average over the limits into an integral.
    const torch::Tensor& extent() const { return m_extent; }

    /// W_ij / |D| for some tokens i and all j: [row, token]; exactly 0 outside the limits.
    /// `average`: where the limits enclose nothing, the weights of the point to which they shrink
    /// (an average over it), instead of zeros. rows: [row], int64.
    torch::Tensor rows(const torch::Tensor& rows, bool average) const;
    /// The same for some tokens j and all i: [token, column].
    torch::Tensor columns(const torch::Tensor& columns, bool average) const;

private:
    torch::Tensor slabWeights(const torch::Tensor& row, const torch::Tensor& column,
                              bool average) const;

    Limits m_limits = Limits::Fredholm;
    std::int64_t m_cells = 1;
    double m_measure = 0.0;
    torch::Tensor m_shares;
    torch::Tensor m_extent;
    torch::Tensor m_ownShare;
    torch::Tensor m_slabShares;    ///< [slab], sums to 1; undefined for loose tokens, as the next
    torch::Tensor m_cellShares;    ///< [cell], sums to 1
    torch::Tensor m_slabIntegral;  ///< [slab, slab], General: weights over the whole length in time
    torch::Tensor m_slabAverage;   ///< the same, with points where the limits enclose nothing
};

/// Weights of the trapezoid rule on increasing times, [time]; {1} for a single one.
torch::Tensor trapezoidWeights(const torch::Tensor& times);

}  // namespace nie
