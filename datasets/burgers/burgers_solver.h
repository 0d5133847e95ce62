#pragma once

#include "datasets/etdrk4.h"

#include <stop_token>
#include <vector>

namespace nie {

/// u_t + u u_x = nu u_xx for x in [0, 1), periodic: Fourier series in space with the quadratic term
/// de-aliased by the two-thirds rule, ETDRK4 in time. Double precision; safe to use from several
/// threads at once.
class BurgersSolver {
public:
    /// resolution: points x_j = j / resolution; viscosity: nu > 0.
    BurgersSolver(std::int64_t resolution, double viscosity);

    /// What solve() found for every sample.
    struct Solution {
        torch::Tensor u;        ///< [sample, time, x]
        std::int64_t halvings;  ///< the largest number of times a sample's step had to be halved
    };

    /// u at times[k] = slices[k] * interval for u0 [sample, x]; slices increase, 0 is u0 itself.
    /// A sample whose energy grows, which that of the equation never does, is computed again with
    /// half the step until it does not. Throws RunError when that does not help, Interrupted when
    /// stopped. A sample's result does not depend on the others.
    Solution solve(const torch::Tensor& u0, double interval,
                   const std::vector<std::int64_t>& slices, const std::stop_token& stop = {}) const;

    /// The same with the step exactly as given: u [sample, time, x] at steps[k] * step, and whether
    /// the energy never grew, bool [sample].
    std::pair<torch::Tensor, torch::Tensor> integrate(const torch::Tensor& u0, double step,
                                                      const std::vector<std::int64_t>& steps,
                                                      const std::stop_token& stop = {}) const;

private:
    torch::Tensor nonlinear(const torch::Tensor& w) const;
    torch::Tensor energy(const torch::Tensor& w) const;

    std::int64_t m_resolution;
    torch::Tensor m_linear;    // -nu (2 pi k)^2, [mode]
    torch::Tensor m_kept;      // 1 for 3 k < resolution, else 0: [mode, 2]
    torch::Tensor m_advect;    // -i pi k for the modes kept, else 0: complex [mode]
    torch::Tensor m_parseval;  // weights of |w_k|^2 in the mean of u^2, [mode, 1]
};

}  // namespace nie
