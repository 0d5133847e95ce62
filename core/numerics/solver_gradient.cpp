#include "core/numerics/solver_gradient.h"

#include "core/base/error.h"

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
            const auto product = torch::autograd::grad({image}, {anchor}, {v.contiguous()},
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

DifferentiableSolution unroll(const FixedPointMap& map, const torch::Tensor& y0,
                              const FixedPointOptions& options, std::stop_token stop, bool keepIterates)
{
    DifferentiableSolution result;
    torch::Tensor y = y0;
    // The solver's own loop decides when to stop and keeps the trace; its map carries the graph on.
    const auto recording = [&](const torch::Tensor&) {
        const torch::AutoGradMode withGraph(true);
        const auto image = map(y);
        result.y = image;
        y = options.damping == 1.0 ? image : torch::lerp(y, image, options.damping);
        return image.detach();
    };
    FixedPointOptions picard = options;
    picard.stepper = "picard";
    auto solution = solveFixedPoint(recording, y0, picard, stop, keepIterates);
    result.trace = std::move(solution.trace);
    result.iterates = std::move(solution.iterates);
    return result;
}

}  // namespace

DifferentiableSolution solveDifferentiably(const FixedPointMap& map, const torch::Tensor& y0,
                                           const FixedPointOptions& options,
                                           const GradientOptions& gradient, std::stop_token stop,
                                           bool keepIterates)
{
    if (gradient.method == "unroll")
        return unroll(map, y0, options, stop, keepIterates);
    auto solution = solveFixedPoint(map, y0, options, stop, keepIterates);
    DifferentiableSolution result;
    result.trace = std::move(solution.trace);
    result.iterates = std::move(solution.iterates);
    if (gradient.method == "phantom") {
        result.y = solution.y;
        for (std::int64_t k = 0; k < gradient.phantomSteps; ++k)
            result.y = torch::lerp(result.y, map(result.y), gradient.phantomDamping);
        return result;
    }
    result.y = map(solution.y);
    if (gradient.method == "implicit" && result.y.requires_grad())
        attachAdjoint(result.y, map, solution.y, gradient.adjoint, stop, result.adjoint);
    return result;
}

}  // namespace nie
