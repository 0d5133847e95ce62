#include "core/models/anie/anie.h"

#include "core/models/perceptron.h"

#include <ATen/CPUGeneratorImpl.h>

namespace nie {

Anie::Anie(const AnieOptions& options, const ModelContext& context)
    : m_options(options),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>())
{
    const std::int64_t tokenSize = context.channels + 1 + 2 * options.timeFeatures;
    m_operator = register_module("operator", IntegralOperator(tokenSize, context.channels, options));
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
}

Anie::Grid Anie::makeGrid(const torch::Tensor& times) const
{
    Grid grid;
    const auto t = (times - m_timeStart) / m_timeSpan;
    grid.features = timeFeatures(t, m_options.timeFeatures);
    const auto halfSteps = (t.slice(0, 1) - t.slice(0, 0, -1)) / 2;
    grid.weights = torch::constant_pad_nd(halfSteps, {0, 1}) + torch::constant_pad_nd(halfSteps, {1, 0});
    return grid;
}

torch::Tensor Anie::tokens(const torch::Tensor& y, const Grid& grid) const
{
    const auto coordinates = grid.features.unsqueeze(0).expand({y.size(0), -1, -1});
    return torch::cat({y, coordinates}, 2);
}

torch::Tensor Anie::normalise(const torch::Tensor& values) const
{
    return (values - m_mean) / m_scale;
}

torch::Tensor Anie::denormalise(const torch::Tensor& values) const
{
    return values * m_scale + m_mean;
}

torch::Tensor Anie::freeFunction(const Query& query) const
{
    const auto given = normalise(query.given);
    const auto rest = query.times.size(0) - given.size(1);
    const auto last = given.slice(1, given.size(1) - 1);
    return torch::cat({given, last.expand({-1, rest, -1})}, 1);
}

FixedPointMap Anie::rightHandSide(const Query& query)
{
    const auto grid = makeGrid(query.times);
    const auto f = freeFunction(query);
    const auto masks = m_operator->drawMasks(f.size(0), f.size(1));
    return [this, grid, f, masks](const torch::Tensor& y) {
        return f + m_operator->forward(tokens(y, grid), grid.weights, masks);
    };
}

Prediction Anie::predict(const Query& query, const PredictOptions& options)
{
    const auto map = rightHandSide(query);
    const auto y0 = freeFunction(query);
    Prediction prediction;
    std::vector<torch::Tensor> iterates;
    if (is_training()) {
        auto solution = solveDifferentiably(map, y0, m_options.trainingSolver, m_options.gradient,
                                            options.stop, options.keepIterates);
        prediction.y = denormalise(solution.y);
        prediction.trace = std::move(solution.trace);
        iterates = std::move(solution.iterates);
    } else {
        auto solution = solveFixedPoint(map, y0, m_options.solver, options.stop, options.keepIterates);
        prediction.y = denormalise(solution.y);
        prediction.trace = std::move(solution.trace);
        iterates = std::move(solution.iterates);
    }
    prediction.trace.quadraturePoints = query.times.size(0);
    for (const auto& iterate : iterates)
        prediction.iterates.push_back(denormalise(iterate));
    return prediction;
}

std::vector<torch::Tensor> Anie::parametersWithoutDecay() const
{
    return m_operator->parametersWithoutDecay();
}

double Anie::coupling(const Query& query)
{
    const torch::NoGradGuard noGrad;
    constexpr std::int64_t kProbes = 8;
    const auto grid = makeGrid(query.times);
    const auto original = tokens(freeFunction(query), grid);
    const auto output = m_operator->forward(original, grid.weights, {});
    const auto mean = original.mean(at::IntArrayRef{0, 1}, true);
    const auto deviation = original.std(at::IntArrayRef{0, 1}, true, true);
    // A generator of its own: a diagnostic must not move the random numbers of the training.
    const auto generator = at::detail::createCPUGenerator(20231);
    const auto noise = torch::randn(original.sizes(), generator,
                                    torch::TensorOptions().dtype(original.dtype())).to(original.device());
    const auto replaced = mean + deviation * noise;
    const auto count = original.size(1);
    double changeSquares = 0.0;
    for (std::int64_t probe = 0; probe < kProbes; ++probe) {
        const auto token = (2 * probe + 1) * count / (2 * kProbes);
        auto mixed = replaced.clone();
        mixed.select(1, token).copy_(original.select(1, token));
        const auto changed = m_operator->forward(mixed, grid.weights, {}).select(1, token);
        changeSquares += (changed - output.select(1, token)).square().mean().item<double>();
    }
    const double rmsOutput = std::sqrt(output.square().mean().item<double>());
    return rmsOutput > 0.0 ? std::sqrt(changeSquares / kProbes) / rmsOutput : 0.0;
}

}  // namespace nie
