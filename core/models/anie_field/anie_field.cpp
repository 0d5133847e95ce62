#include "core/models/anie_field/anie_field.h"

#include "core/base/error.h"
#include "core/models/anie/coupling.h"
#include "core/models/anie/free_function.h"
#include "core/models/evaluation_solver.h"
#include "core/data/tensor_conversion.h"

#include <numbers>

namespace nie {

namespace {

/// sin and cos of 2 pi k x: [cell, 2 pairs]; no jump where the circle closes.
torch::Tensor circleFeatures(const torch::Tensor& x, std::int64_t pairs)
{
    const auto k = torch::arange(1, pairs + 1, x.options());
    const auto phase = torch::outer(x, 2 * std::numbers::pi * k);
    return torch::cat({torch::sin(phase), torch::cos(phase)}, 1);
}

}  // namespace

AnieField::AnieField(const AnieFieldOptions& options, const ModelContext& context)
    : m_options(options),
      m_axes(context.space),
      m_framesTogether(options.freeFunction == "stacked" ? context.givenPoints : 1),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>())
{
    std::vector<torch::Tensor> space;
    for (const SpaceAxis& axis : m_axes)
        space.push_back(torch::tensor(axis.coordinates, torch::kDouble));
    const CellGrid training = cellGrid(space);
    const auto axes = static_cast<std::int64_t>(m_axes.size());
    const auto coordinates = spaceFeatures(training).size(1) + 1 + 2 * options.timeFeatures;
    const auto latent = options.latentChannels;
    m_encoder = register_module("encoder",
                                FieldEncoder(context.channels * m_framesTogether, axes, options));
    m_operator = register_module(
        "operator", IntegralOperator(latent + coordinates, latent, options));
    if (options.decoder == "dense")
        m_denseDecoder =
            register_module("decoder", DenseDecoder(context.channels, training, options));
    else
        m_patchDecoder = register_module("decoder", PatchDecoder(context.channels, axes, options));
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
}

CellGrid AnieField::cellGrid(const std::vector<torch::Tensor>& space) const
{
    return {m_axes, space, m_options.patch * m_options.secondPatch};
}

torch::Tensor AnieField::unitTime(const torch::Tensor& times) const
{
    return (times - m_timeStart) / m_timeSpan;
}

torch::Tensor AnieField::spaceFeatures(const CellGrid& grid) const
{
    std::vector<torch::Tensor> columns;
    for (std::size_t a = 0; a < m_axes.size(); ++a) {
        const auto x = grid.coordinates().select(1, static_cast<std::int64_t>(a));
        const bool circle = m_axes[a].periodic && m_options.spaceFeatures > 0;
        columns.push_back(circle ? circleFeatures(x, m_options.spaceFeatures)
                                 : timeFeatures(x, m_options.spaceFeatures));
    }
    return torch::cat(columns, 1);
}

AnieField::Grid AnieField::makeGrid(const Query& query) const
{
    CellGrid cells = cellGrid(query.space);
    const auto t = unitTime(query.times.to(torch::kCPU, torch::kDouble));
    const auto options = query.given.options().requires_grad(false);
    const auto domain = m_options.limits == "volterra"
                            ? IntegrationDomain::volterra(t, cells.weights())
                            : IntegrationDomain::fredholm(t, cells.weights());
    const auto inSpace = spaceFeatures(cells);
    const auto inTime = timeFeatures(t, m_options.timeFeatures);
    // Time by time, the cells of a time in their order: the order of the values.
    const auto features = torch::cat({inSpace.unsqueeze(0).expand({t.size(0), -1, -1}),
                                      inTime.unsqueeze(1).expand({-1, cells.cellCount(), -1})},
                                     2)
                              .flatten(0, 1);
    return {std::move(cells), features.to(options), domain.to(options)};
}

IntegrationDomain AnieField::domain(const Query& query) const
{
    return makeGrid(query).domain;
}

torch::Tensor AnieField::withFeatures(const torch::Tensor& y, const Grid& grid) const
{
    return torch::cat({y, grid.features.unsqueeze(0).expand({y.size(0), -1, -1})}, 2);
}

torch::Tensor AnieField::tokens(const torch::Tensor& y, const Query& query) const
{
    return withFeatures(y, makeGrid(query));
}

/// Normalised given frames as the encoder takes them: [batch, frames, cell, latent].
torch::Tensor AnieField::encodeGiven(const Query& query, const CellGrid& grid)
{
    auto frames = (query.given - m_mean) / m_scale;
    if (m_framesTogether > 1) {
        if (frames.size(1) != m_framesTogether)
            throw InputError("given frames", "not as many as in training",
                             std::to_string(frames.size(1)), std::to_string(m_framesTogether));
        frames = frames.movedim(1, -2).flatten(-2).unsqueeze(1);
    }
    return m_encoder(frames, grid);
}

torch::Tensor AnieField::freeFunction(const Query& query, const Grid& grid)
{
    const auto times = query.times.size(0);
    if (query.freeFunction.defined()) {
        if (m_framesTogether > 1)
            throw InputError("model.free_function",
                             "a free function of your own has one frame at a time", "stacked",
                             "another of its values");
        return m_encoder((query.freeFunction - m_mean) / m_scale, grid.cells).flatten(1, 2);
    }
    const std::string& kind = m_options.freeFunction;
    const auto encoded = encodeGiven(query, grid.cells);
    if (kind == "stacked" || kind == "last")
        return encoded.slice(1, encoded.size(1) - 1).expand({-1, times, -1, -1}).flatten(1, 2);
    const auto matrix = freeFunctionMatrix(kind, query.times, query.givenStart, encoded.size(1));
    const auto rows = torch::matmul(matrix.to(encoded.options()), encoded.flatten(2));
    return rows.unflatten(2, {encoded.size(2), encoded.size(3)}).flatten(1, 2);
}

torch::Tensor AnieField::freeFunction(const Query& query)
{
    return freeFunction(query, makeGrid(query));
}

FixedPointMap AnieField::rightHandSide(const torch::Tensor& f, const Grid& grid)
{
    const auto masks = m_operator->drawMasks(f.size(0), f.size(1));
    return [this, f, grid, masks](const torch::Tensor& y) {
        return f + m_operator->forward(withFeatures(y, grid), grid.domain, masks);
    };
}

FixedPointMap AnieField::rightHandSide(const Query& query)
{
    const Grid grid = makeGrid(query);
    return rightHandSide(freeFunction(query, grid), grid);
}

torch::Tensor AnieField::decodeCells(const torch::Tensor& latent, const CellGrid& grid)
{
    return m_denseDecoder.is_empty() ? m_patchDecoder(latent, grid) : m_denseDecoder(latent, grid);
}

torch::Tensor AnieField::decode(const torch::Tensor& y, const Query& query, const CellGrid& grid)
{
    const auto latent = y.unflatten(1, {query.times.size(0), grid.cellCount()});
    return decodeCells(latent, grid) * m_scale + m_mean;
}

torch::Tensor AnieField::reconstructionPenalty(const Query& query, const CellGrid& grid)
{
    const auto last = ((query.given - m_mean) / m_scale).slice(1, query.given.size(1) - 1);
    const auto latent = encodeGiven(query, grid);
    const auto restored = decodeCells(latent.slice(1, latent.size(1) - 1), grid);
    return m_options.reconstruction * (restored - last).square().mean();
}

FixedPointSolution AnieField::solve(const torch::Tensor& f, const Grid& grid,
                                    const PredictOptions& options)
{
    return solveFixedPoint(rightHandSide(f, grid), f.detach(),
                           evaluationSolver(m_options.solver, options), options.stop,
                           options.keepIterates);
}

FixedPointSolution AnieField::solve(const Query& query, const PredictOptions& options)
{
    const Grid grid = makeGrid(query);
    return solve(freeFunction(query, grid), grid, options);
}

Prediction AnieField::predict(const Query& query, const PredictOptions& options)
{
    const Grid grid = makeGrid(query);
    const auto f = freeFunction(query, grid);
    Prediction prediction;
    const auto take = [&](auto&& solution) {
        prediction.y = decode(solution.y, query, grid.cells);
        prediction.trace = std::move(solution.trace);
        const torch::NoGradGuard noGrad;
        for (const auto& iterate : solution.iterates)
            prediction.iterates.push_back(decode(iterate, query, grid.cells));
    };
    if (is_training()) {
        take(solveDifferentiably(rightHandSide(f, grid), f.detach(), m_options.trainingSolver,
                                 m_options.gradient, options.stop, options.keepIterates));
        if (m_options.reconstruction > 0.0)
            prediction.penalty = reconstructionPenalty(query, grid.cells);
    } else {
        take(solve(f, grid, options));
    }
    prediction.trace.quadraturePoints = f.size(1);
    return prediction;
}

std::vector<AttentionLayer> AnieField::attentionLayers() const
{
    return m_operator->attention();
}

std::vector<AttentionHeads> AnieField::attentionAt(const Query& query, const torch::Tensor& y)
{
    const Grid grid = makeGrid(query);
    return m_operator->heads(withFeatures(y, grid), grid.domain);
}

IntegrationDomain AnieField::attentionDomain(const Query& query) const
{
    return domain(query);
}

AttentionTokens AnieField::attentionTokens(const Query& query) const
{
    const Grid grid = makeGrid(query);
    AttentionTokens tokens;
    tokens.times = toVector(query.times);
    tokens.weights = toVector(grid.domain.shares());
    for (std::size_t a = 0; a < m_axes.size(); ++a) {
        const SpaceAxis& axis = m_axes[a];
        TokenAxis token;
        token.name = axis.name;
        token.label = axis.label;
        token.periodic = axis.periodic;
        token.from = axis.coordinates.front();
        token.length = axis.periodic ? axis.length : axis.coordinates.back() - token.from;
        token.centres = toVector(token.from + token.length * grid.cells.centres(a));
        tokens.space.push_back(std::move(token));
    }
    return tokens;
}

std::vector<torch::Tensor> AnieField::parametersWithoutDecay() const
{
    auto result = m_operator->parametersWithoutDecay();
    for (const auto& item : named_parameters())
        if (item.key().rfind("operator.", 0) != 0 && item.value().dim() == 1)
            result.push_back(item.value());
    return result;
}

double AnieField::coupling(const Query& query)
{
    const torch::NoGradGuard noGrad;
    const Grid grid = makeGrid(query);
    return tokenCoupling(
        [&](const torch::Tensor& input) { return m_operator->forward(input, grid.domain); },
        withFeatures(freeFunction(query, grid), grid));
}

}  // namespace nie
