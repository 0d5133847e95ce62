#include "core/models/nie/reference_iteration.h"

#include "core/base/error.h"

#include <chrono>
#include <cmath>

namespace nie {

namespace {

constexpr double kDamping = 0.5;

torch::Tensor relativeResidual(const torch::Tensor& y, const torch::Tensor& g)
{
    const auto norm = [](const torch::Tensor& x) { return x.detach().flatten(1).norm(2, 1); };
    return (norm(g - y) / norm(g).clamp_min(1e-30)).to(torch::kCPU, torch::kDouble);
}

void record(SolverTrace& trace, const torch::Tensor& residual)
{
    trace.residuals.push_back(residual.max().item<double>());
    trace.meanResiduals.push_back(residual.mean().item<double>());
    trace.finalResiduals.assign(residual.data_ptr<double>(),
                                residual.data_ptr<double>() + residual.numel());
}

void finish(SolverTrace& trace, double tolerance)
{
    const auto& residuals = trace.meanResiduals;
    trace.stepper = "damped";
    trace.evaluations = static_cast<std::int64_t>(residuals.size());
    trace.iterations.assign(trace.finalResiduals.size(), trace.evaluations);
    trace.tolerance = tolerance;
    std::size_t converged = 0;
    for (const double residual : trace.finalResiduals)
        converged += residual < tolerance;
    trace.convergedShare =
        static_cast<double>(converged) / static_cast<double>(trace.finalResiduals.size());
    const std::size_t count = residuals.size() - 1;
    if (residuals.front() > 0.0)
        trace.contraction =
            std::pow(residuals.back() / residuals.front(), 1.0 / static_cast<double>(count));
}

}  // namespace

ReferenceSolution iterateAsReleased(const ReferenceEquation& equation, std::int64_t maxIterations,
                                    std::stop_token stop, bool keepIterates)
{
    const auto started = std::chrono::steady_clock::now();
    const auto knots = torch::tensor(equation.knots, torch::kDouble).to(equation.times.options());
    const auto atTimes = equation.spline->locate(equation.times);
    ReferenceSolution solution;
    const auto evaluate = [&](const torch::Tensor& y, const torch::Tensor& at,
                              const torch::Tensor& yThere) {
        if (stop.stop_requested())
            throw Interrupted();
        if (keepIterates)
            solution.iterates.push_back((*equation.spline)(y.detach(), atTimes));
        const auto g = equation.rightHandSide(y, at);
        record(solution.trace, relativeResidual(yThere, g));
        return g;
    };
    auto y = equation.start.expand({-1, knots.size(0), -1});
    auto g = evaluate(y, knots, y);
    for (std::int64_t k = 0; k <= maxIterations; ++k) {
        y = torch::lerp(y, g, kDamping);
        g = evaluate(y, knots, y);
    }
    const auto yAtTimes = (*equation.spline)(y, atTimes);
    solution.y = torch::lerp(yAtTimes, evaluate(y, equation.times, yAtTimes), kDamping);
    finish(solution.trace, equation.tolerance);
    solution.trace.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return solution;
}

}  // namespace nie
