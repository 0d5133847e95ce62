#include "core/numerics/solver_gradient.h"

namespace nie {

namespace {

/// Makes the backward pass replace dl/dy by v with v = dl/dy + J^T v.
void attachAdjoint(torch::Tensor& y, const FixedPointMap& map, const torch::Tensor& solution,
                   const FixedPointOptions& options, std::stop_token stop,
                   const std::shared_ptr<AdjointFacts>& facts)
{
    const auto anchor = solution.detach().clone().requires_grad_();
    const auto image = map(anchor);
    y.register_hook([=](const torch::Tensor& lossGradient) {
        const auto adjointMap = [&](const torch::Tensor& v) {
            const auto product =
                torch::autograd::grad({image}, {anchor}, {v.contiguous()},
                                      /*retain_graph=*/true, /*create_graph=*/false,
                                      /*allow_unused=*/true)[0];
            return product.defined() ? lossGradient + product : lossGradient.clone();
        };
        const auto adjoint = solveFixedPoint(adjointMap, lossGradient, options, stop);
        facts->products = adjoint.trace.evaluations;
        facts->fallbacks += (adjoint.converged.logical_not()).sum().item<std::int64_t>();
        std::vector<std::int64_t> shape(static_cast<std::size_t>(lossGradient.dim()), 1);
        shape[0] = lossGradient.size(0);
        const auto converged = adjoint.converged.to(lossGradient.device()).reshape(shape);
        return torch::where(converged, adjoint.y, lossGradient);
    });
}

}  // namespace

DifferentiableSolution solveDifferentiably(const BatchedFixedPoint& problem,
                                           const torch::Tensor& y0,
                                           const FixedPointOptions& options,
                                           const GradientOptions& gradient, std::stop_token stop,
                                           bool keepIterates)
{
    const bool unrolled = gradient.method == "unroll";
    auto solution = unrolled ? unrollFixedPoint(problem, y0, options, stop, keepIterates)
                             : solveFixedPoint(problem, y0, options, stop, keepIterates);
    DifferentiableSolution result;
    result.residual = std::move(solution.residual);
    result.converged = std::move(solution.converged);
    result.trace = std::move(solution.trace);
    result.iterates = std::move(solution.iterates);
    if (unrolled) {
        result.y = solution.y;
        return result;
    }
    if (gradient.method == "phantom") {
        result.y = solution.y;
        for (std::int64_t k = 0; k < gradient.phantomSteps; ++k)
            result.y = torch::lerp(result.y, problem.map(result.y), gradient.phantomDamping);
        return result;
    }
    result.y = problem.map(solution.y);
    if (gradient.method == "implicit" && result.y.requires_grad())
        attachAdjoint(result.y, problem.map, solution.y, gradient.adjoint, stop, result.adjoint);
    return result;
}

}  // namespace nie
