#include "core/models/anie/anie.h"

#include "core/base/error.h"
#include "core/models/anie/coupling.h"
#include "core/models/anie/free_function.h"
#include "core/models/anie/reference_anie.h"
#include "core/models/evaluation_solver.h"
#include "core/numerics/expression.h"
#include "core/data/tensor_conversion.h"

#include <array>

namespace nie {

namespace {

/// A limit of the integral at every time, in the times' unit; an empty formula: the first time.
torch::Tensor limit(const std::string& name, const std::string& formula, const torch::Tensor& times)
{
    if (formula.empty())
        return times[0].expand_as(times);
    const Expression expression(formula, {"t"}, {}, "model." + name);
    auto values = times.clone();
    auto accessor = values.accessor<double, 1>();
    for (std::int64_t i = 0; i < accessor.size(0); ++i)
        accessor[i] = expression(std::array{accessor[i]});
    if (!values.isfinite().all().item<bool>())
        throw InputError("model." + name, "is not finite at every time", "\"" + formula + "\"");
    return values;
}

}  // namespace

Anie::Anie(const AnieOptions& options, const ModelContext& context)
    : m_options(options),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>())
{
    const std::int64_t tokenSize =
        context.channels + 1 + 2 * options.timeFeatures + (options.markGiven ? 1 : 0);
    m_operator = register_module("operator", IntegralOperator(tokenSize, context.channels, options));
    if (options.freeFunction == "learned")
        m_freeFunction = register_module(
            "free_function",
            Perceptron(1 + 2 * options.timeFeatures, options.width, 2, context.channels));
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
}

Anie::Grid Anie::makeGrid(const Query& query) const
{
    Grid grid;
    const auto t = (query.times - m_timeStart) / m_timeSpan;
    grid.features = timeFeatures(t, m_options.timeFeatures);
    if (m_options.markGiven) {
        auto mark = torch::zeros({t.size(0), 1}, grid.features.options());
        mark.narrow(0, query.givenStart, query.given.size(1)).fill_(1.0);
        grid.features = torch::cat({grid.features, mark}, 1);
    }
    grid.domain = domain(query.times).to(t.options());
    return grid;
}

IntegrationDomain Anie::domain(const torch::Tensor& times) const
{
    const auto inData = times.to(torch::kCPU, torch::kDouble);
    const auto toUnit = [&](const torch::Tensor& t) { return (t - m_timeStart) / m_timeSpan; };
    const auto t = toUnit(inData);
    const auto oneCell = torch::ones({1}, torch::kDouble);
    if (m_options.limits == "volterra")
        return IntegrationDomain::volterra(t, oneCell);
    if (m_options.limits == "general")
        return IntegrationDomain::between(t, toUnit(limit("lower", m_options.lower, inData)),
                                          toUnit(limit("upper", m_options.upper, inData)), oneCell);
    return IntegrationDomain::fredholm(t, oneCell);
}

std::vector<AttentionLayer> Anie::attentionLayers() const
{
    return m_operator->attention();
}

std::vector<AttentionHeads> Anie::attentionAt(const Query& query, const torch::Tensor& y)
{
    const auto grid = makeGrid(query);
    return m_operator->heads(tokens(y, grid), grid.domain);
}

IntegrationDomain Anie::attentionDomain(const Query& query) const
{
    return domain(query.times);
}

AttentionTokens Anie::attentionTokens(const Query& query) const
{
    AttentionTokens tokens;
    tokens.times = toVector(query.times);
    tokens.weights = toVector(domain(query.times).shares());
    return tokens;
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

torch::Tensor Anie::fromGiven(const std::string& kind, const Query& query) const
{
    const auto given = normalise(query.given);
    const auto matrix =
        freeFunctionMatrix(kind, query.times, query.givenStart, query.given.size(1));
    return torch::matmul(matrix.to(given.options()), given);
}

torch::Tensor Anie::freeFunction(const Query& query)
{
    if (query.freeFunction.defined())
        return normalise(query.freeFunction);
    if (m_freeFunction.is_empty())
        return fromGiven(m_options.freeFunction, query);
    const auto t = (query.times - m_timeStart) / m_timeSpan;
    const auto shape = m_freeFunction(timeFeatures(t, m_options.timeFeatures));
    return fromGiven("constant", query) + (shape - shape.narrow(0, query.givenStart, 1));
}

torch::Tensor Anie::startingPoint(const Query& query, const torch::Tensor& freeFunction) const
{
    return m_options.start == "free_function" ? freeFunction.detach()
                                              : fromGiven(m_options.start, query);
}

FixedPointMap Anie::rightHandSide(const Query& query)
{
    const auto grid = makeGrid(query);
    const auto f = freeFunction(query);
    const auto masks = m_operator->drawMasks(f.size(0), f.size(1));
    return [this, grid, f, masks](const torch::Tensor& y) {
        return f + m_operator->forward(tokens(y, grid), grid.domain, masks);
    };
}

/// gamma |J^T e|^2 / (N d) with e ~ N(0, 1): Hutchinson's estimate of |J|_F^2, per value.
torch::Tensor Anie::jacobianPenalty(const FixedPointMap& map, const torch::Tensor& y) const
{
    const auto at = y.detach().clone().requires_grad_();
    const auto image = map(at);
    const auto product =
        torch::autograd::grad({image}, {at}, {torch::randn_like(image)}, true, true)[0];
    return m_options.jacobianPenalty * product.square().mean();
}

FixedPointSolution Anie::solve(const Query& query, const PredictOptions& options)
{
    return solveFixedPoint(rightHandSide(query), startingPoint(query, freeFunction(query)),
                           evaluationSolver(m_options.solver, options), options.stop,
                           options.keepIterates);
}

Prediction Anie::predict(const Query& query, const PredictOptions& options)
{
    Prediction prediction;
    const auto take = [&](auto&& solution) {
        prediction.y = denormalise(solution.y);
        prediction.trace = std::move(solution.trace);
        for (const auto& iterate : solution.iterates)
            prediction.iterates.push_back(denormalise(iterate));
    };
    if (is_training()) {
        const auto map = rightHandSide(query);
        auto solution = solveDifferentiably(map, startingPoint(query, freeFunction(query)),
                                            m_options.trainingSolver, m_options.gradient,
                                            options.stop, options.keepIterates);
        if (m_options.jacobianPenalty > 0.0)
            prediction.penalty = jacobianPenalty(map, solution.y);
        take(std::move(solution));
    } else {
        take(solve(query, options));
    }
    prediction.trace.quadraturePoints = query.times.size(0);
    return prediction;
}

std::vector<torch::Tensor> Anie::parametersWithoutDecay() const
{
    return m_operator->parametersWithoutDecay();
}

double Anie::coupling(const Query& query)
{
    const torch::NoGradGuard noGrad;
    const auto grid = makeGrid(query);
    return tokenCoupling(
        [&](const torch::Tensor& input) { return m_operator->forward(input, grid.domain); },
        tokens(freeFunction(query), grid));
}

std::shared_ptr<Model> makeAnie(const AnieOptions& options, const ModelContext& context)
{
    if (options.reference)
        return std::make_shared<ReferenceAnie>(options.released, context);
    return std::make_shared<Anie>(options, context);
}

}  // namespace nie
