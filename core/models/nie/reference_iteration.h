#pragma once

#include "core/numerics/tensor_spline.h"
#include "core/results/solver_trace.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace nie {

/// Knots of the released code: both ends and 100 uniform draws.
inline constexpr std::int64_t kReferenceKnots = 102;

/// The equation as the released code meets it: the right-hand side is drawn anew in every
/// evaluation.
struct ReferenceEquation {
    std::vector<double> knots;                   ///< unit time
    std::shared_ptr<const TensorSpline> spline;  ///< through the knots
    torch::Tensor times;                         ///< [time], the wanted ones
    /// G(y) at times t, for y at the knots: [batch, time, channel].
    std::function<torch::Tensor(const torch::Tensor& y, const torch::Tensor& t)> rightHandSide;
    torch::Tensor start;     ///< [batch, 1, channel]: y0, held
    double tolerance = 0.0;  ///< for the trace alone: the iteration does not ask
};

struct ReferenceSolution {
    torch::Tensor y;  ///< [batch, time, channel], with a graph through every evaluation
    SolverTrace trace;
    std::vector<torch::Tensor> iterates;  ///< at the wanted times, without graph
};

/// y <- y + .5 (G(y) - y), M + 3 evaluations for maxIterations M, whatever the residual is: one
/// first, M + 1 after a damped step each, and one at the wanted times, where the last damped step
/// is made. No convergence is sought, so the result is an unrolled network rather than a solution.
/// Throws Interrupted.
ReferenceSolution iterateAsReleased(const ReferenceEquation& equation, std::int64_t maxIterations,
                                    std::stop_token stop, bool keepIterates);

}  // namespace nie
