#include "core/models/latent_node/latent_node.h"

#include "core/data/tensor_conversion.h"

#include <algorithm>
#include <chrono>

namespace nie {

namespace {

/// Widths of 0 become those of the publication.
LatentNodeOptions withWidths(LatentNodeOptions options, std::int64_t channels)
{
    constexpr std::int64_t kFewChannels = 10;
    const bool few = channels <= kFewChannels;
    const auto fill = [few](std::int64_t& width, std::int64_t ofFew, std::int64_t ofMany) {
        if (width == 0)
            width = few ? ofFew : ofMany;
    };
    fill(options.latent, 4, 32);
    fill(options.dynamicsHidden, 20, 300);
    fill(options.dynamicsLayers, 2, 4);
    fill(options.encoderHidden, 25, 100);
    fill(options.decoderHidden, 20, 100);
    return options;
}

SolverTrace traceOf(const OdeFacts& facts, const OdeOptions& options, std::int64_t samples)
{
    SolverTrace trace;
    trace.stepper = options.method;
    trace.evaluations = facts.evaluations;
    trace.iterations.assign(static_cast<std::size_t>(samples), facts.evaluations);
    if (facts.localErrors.empty())
        return trace;
    trace.tolerance = options.relativeTolerance;
    for (const double error : facts.localErrors)
        trace.residuals.push_back(error * options.relativeTolerance);
    trace.meanResiduals = trace.residuals;
    trace.finalResiduals.assign(static_cast<std::size_t>(samples),
                                *std::max_element(trace.residuals.begin(), trace.residuals.end()));
    trace.convergedShare = 1.0;
    return trace;
}

}  // namespace

LatentNode::LatentNode(const LatentNodeOptions& options, const ModelContext& context)
    : m_options(withWidths(options, context.channels)),
      m_timeStart(context.times[0].item<double>())
{
    const double span = context.times[-1].item<double>() - m_timeStart;
    m_timeFactor = options.timeSpan > 0.0 && span > 0.0 ? options.timeSpan / span : 1.0;
    m_scale = register_module("scale", ChannelScale(context, options.standardise));
    const auto state = options.encoder ? m_options.latent : context.channels;
    m_dynamics =
        register_module("dynamics", Perceptron(state, m_options.dynamicsHidden,
                                               m_options.dynamicsLayers, state, 1.0, "elu"));
    if (!options.encoder)
        return;
    m_encoder = register_module("encoder",
                                ReverseEncoder(context.channels, m_options.encoderHidden, state));
    m_decoder = register_module(
        "decoder", Perceptron(state, m_options.decoderHidden, 1, context.channels, 1.0, "relu"));
}

std::vector<double> LatentNode::ownTimes(const torch::Tensor& times) const
{
    auto own = toVector(times);
    for (double& t : own)
        t = (t - m_timeStart) * m_timeFactor;
    return own;
}

torch::Tensor LatentNode::integrate(const torch::Tensor& start, const Query& query,
                                    std::int64_t first, const PredictOptions& options,
                                    SolverTrace& trace)
{
    const auto begin = std::chrono::steady_clock::now();
    // By value: the adjoint evaluates it when this call has long returned.
    const OdeFunction f = [dynamics = m_dynamics](double, const torch::Tensor& z) {
        return dynamics->forward(z);
    };
    const auto times = ownTimes(query.times.slice(0, first));
    const OdeOptions& solver = is_training() ? m_options.trainingSolver : m_options.solver;
    const bool adjoint = m_options.gradient == "adjoint" && torch::GradMode::is_enabled();
    const auto solution =
        adjoint ? solveOdeByAdjoint(f, start, times, m_dynamics->parameters(), solver, options.stop)
                : solveOde(f, start, times, solver, options.stop);
    trace = traceOf(*solution.facts, solver, start.size(0));
    trace.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return solution.y.transpose(0, 1);
}

Prediction LatentNode::predict(const Query& query, const PredictOptions& options)
{
    Prediction prediction;
    const auto given = m_scale->standardise(query.given);
    if (!m_options.encoder) {
        const auto last = given.size(1) - 1;
        const auto y = integrate(given.select(1, last), query, last, options, prediction.trace);
        prediction.y = torch::cat({query.given, m_scale->restore(y.slice(1, 1))}, 1);
        return prediction;
    }
    const auto state = m_encoder(given);
    const auto start = is_training() ? state.sample() : state.mean;
    const auto z = integrate(start, query, 0, options, prediction.trace);
    prediction.y = m_scale->restore(m_decoder(z));
    if (is_training()) {
        const double deviation = m_options.observationDeviation * m_scale->typicalScale();
        const auto numbers = static_cast<double>(prediction.y.numel() / prediction.y.size(0));
        prediction.penalty = 2.0 * deviation * deviation / numbers * state.divergence().mean();
    }
    return prediction;
}

}  // namespace nie
