#pragma once

#include "core/numerics/equation_solver.h"

#include <Eigen/Core>

namespace nie {

/// int K(t,s) y(s) ds = g(t), linear and scalar, on the line.
///
/// | scheme        | for                              | accuracy | | tikhonov      | fixed limits
/// (ill-posed)         | limited by the noise, or by rounding          | | midpoint      | limits
/// lower and t, K(t,t) /= 0  | order 2; with (t-s)^-1/2: product mid-point   | |
/// chebyshev_collocation | limits lower and t       | exponential for clean smooth data | |
/// abel_substitution     | (t-s)^-1/2, y analytic in sqrt(t - lower)  | exponential, clean data   |
/// Collocation and mid-point do not regularise: not suitable for noisy data.
EquationSolution solveFirstKind(const IntegralEquation& equation,
                                const EquationSolverOptions& options, std::stop_token stop);

/// The symmetrically scaled system sqrt(w_i) K(s_i, s_j) sqrt(w_j) of a rule with nodes s and
/// weights w, so that 2-norms of vectors are L2 norms of functions. `data` becomes sqrt(w_i)
/// g(s_i).
struct ScaledSystem {
    std::vector<double> nodes;
    Eigen::VectorXd rootWeights;
    Eigen::MatrixXd matrix;
    Eigen::VectorXd data;
};
ScaledSystem scaledSystem(const IntegralEquation& equation, const std::string& quadrature,
                          int nodes, std::uint64_t seed = 1);

}  // namespace nie
