#include "core/models/anie/reference_anie.h"

#include "core/base/error.h"
#include "core/models/anie/coupling.h"
#include "core/models/anie/free_function.h"

#include <chrono>

namespace nie {

namespace {

/// The released code would stop at this residual; it is an absolute norm over the whole batch there
/// and never reached.
constexpr double kReleasedTolerance = 1e-6;

/// |g - y| / |g| of every sample, [batch].
torch::Tensor relativeResiduals(const torch::Tensor& y, const torch::Tensor& g)
{
    const torch::NoGradGuard noGrad;
    const auto norm = g.flatten(1).norm(2, 1).clamp_min(1e-30);
    return ((g - y).flatten(1).norm(2, 1) / norm).to(torch::kCPU, torch::kDouble);
}

void addResiduals(SolverTrace& trace, const torch::Tensor& residuals)
{
    trace.residuals.push_back(residuals.max().item<double>());
    trace.meanResiduals.push_back(residuals.mean().item<double>());
    const auto* data = residuals.data_ptr<double>();
    trace.finalResiduals.assign(data, data + residuals.numel());
    trace.convergedShare =
        (residuals < kReleasedTolerance).to(torch::kDouble).mean().item<double>();
}

void finish(SolverTrace& trace, std::chrono::steady_clock::time_point started)
{
    trace.evaluations = static_cast<std::int64_t>(trace.residuals.size());
    trace.iterations.assign(trace.finalResiduals.size(), trace.evaluations);
    const auto count = trace.meanResiduals.size();
    if (count > 1)
        trace.contraction = trace.meanResiduals[count - 1] / trace.meanResiduals[count - 2];
    trace.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

}  // namespace

ReferenceAnie::ReferenceAnie(const ReleasedOptions& options, const ModelContext& context)
    : m_options(options),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>())
{
    m_operator = register_module("operator", ReferenceOperator(context.channels + 1, options));
}

torch::Tensor ReferenceAnie::freeFunction(const Query& query) const
{
    if (query.freeFunction.defined())
        return query.freeFunction;
    const auto matrix =
        freeFunctionMatrix("continued", query.times, query.givenStart, query.given.size(1));
    return torch::matmul(matrix.to(query.given.options()), query.given);
}

torch::Tensor ReferenceAnie::tokens(const torch::Tensor& y, const torch::Tensor& times) const
{
    const auto t = ((times - m_timeStart) / m_timeSpan).view({1, -1, 1});
    return torch::cat({y, t.expand({y.size(0), -1, 1})}, 2);
}

FixedPointMap ReferenceAnie::rightHandSide(const Query& query)
{
    const auto c = freeFunction(query);
    return [this, c, times = query.times](const torch::Tensor& y) {
        const auto input = tokens(y, times);
        return c + (m_operator->forward(input) + input).narrow(2, 0, c.size(2));
    };
}

Prediction ReferenceAnie::predict(const Query& query, const PredictOptions& options)
{
    const auto started = std::chrono::steady_clock::now();
    const auto map = rightHandSide(query);
    const bool withGraph = torch::GradMode::is_enabled();
    const bool oneStep = m_options.gradient == "one_step";
    const auto steps = options.evaluations ? *options.evaluations - 1 : m_options.maxIterations;
    Prediction prediction;
    prediction.trace.stepper = "released";
    prediction.trace.tolerance = kReleasedTolerance;
    prediction.trace.quadraturePoints = query.times.size(0);
    torch::Tensor y = freeFunction(query);
    for (std::int64_t k = 0; k <= steps; ++k) {
        if (options.stop.stop_requested())
            throw Interrupted();
        if (options.keepIterates)
            prediction.iterates.push_back(y.detach());
        // Detached tokens cut the graph between evaluations: those before the last need none.
        const torch::AutoGradMode mode(withGraph && (!oneStep || k == steps));
        prediction.y = map(oneStep ? y.detach() : y);
        addResiduals(prediction.trace, relativeResiduals(y, prediction.y));
        if (k < steps)
            y = torch::lerp(y, prediction.y, m_options.damping);
    }
    finish(prediction.trace, started);
    return prediction;
}

double ReferenceAnie::coupling(const Query& query)
{
    const torch::NoGradGuard noGrad;
    return tokenCoupling(
        [this](const torch::Tensor& input) {
            return m_operator->forward(input, false).narrow(2, 0, input.size(2) - 1);
        },
        tokens(freeFunction(query), query.times));
}

}  // namespace nie
