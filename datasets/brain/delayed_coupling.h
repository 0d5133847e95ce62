#pragma once

#include "datasets/brain/rate_history.h"

#include <Eigen/Dense>

#include <vector>

namespace nie::brain {

struct Connectome;

/// Delayed inputs from the other regions: S1_k = sum_j C_kj r_j(i - n_kj - 1), S2_k the same with
/// C_kj^2. Most delays span many steps; their sums are formed for a block of steps at once, from
/// stretches of the history, which is several times faster than to gather each rate.
class DelayedCoupling {
public:
    /// `speed` [mm/ms], 0: no delay; `step` [ms]. Delays n are rounded half to even.
    DelayedCoupling(const Connectome& connectome, double speed, double step);

    Eigen::Index longestLag() const { return m_longestLag; }

    /// Sums for the step about to be computed; call once a step, before its rates are pushed.
    void update(const RateHistory& history);
    auto sums() const { return m_sums.col(m_at).array(); }                ///< S1, [region]
    auto squaredSums() const { return m_squaredSums.col(m_at).array(); }  ///< S2, [region]

private:
    static constexpr Eigen::Index kBlock = 8;  ///< steps

    struct Link {
        Eigen::Index receiver;
        Eigen::Index sender;
        Eigen::Index lag;  ///< n + 1 steps
        double weight;
    };

    void beginBlock(const RateHistory& history);

    std::vector<Link> m_far;   ///< lag >= kBlock, by receiver
    std::vector<Link> m_near;  ///< the others
    Eigen::Index m_longestLag = 1;
    Eigen::Index m_at = kBlock - 1;  ///< step inside the block
    Eigen::MatrixXd m_sums;          ///< [region, step of the block]
    Eigen::MatrixXd m_squaredSums;
};

}  // namespace nie::brain
