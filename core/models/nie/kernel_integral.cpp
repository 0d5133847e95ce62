#include "core/models/nie/kernel_integral.h"

#include "core/base/error.h"
#include "core/numerics/recomputed_function.h"

#include <algorithm>

namespace nie {

namespace {

/// Rows times width of one piece: three or four activations of this size stay in a 2 MB cache.
constexpr std::int64_t kPieceNumbers = 1 << 17;
constexpr double kStoredBytes = 64e6;

std::int64_t featuresOfTime(const NieOptions& options)
{
    return 1 + 2 * options.timeFeatures;
}

}  // namespace

PreparedIntegral PreparedIntegral::rows(std::int64_t begin, std::int64_t end) const
{
    PreparedIntegral part = *this;
    part.nodes = nodes.rows(begin, end);
    part.kernel = kernel.slice(0, begin, end);
    if (spline && nodes.perTime()) {
        const auto count = nodes.nodeCount();
        part.points.below = points.below.slice(0, begin * count, end * count);
        part.points.coefficients = points.coefficients.slice(1, begin * count, end * count);
        part.points.shape = {end - begin, count};
    }
    return part;
}

KernelIntegral::KernelIntegral(const NieOptions& options, std::int64_t channels, Perceptron kernel,
                               Perceptron field)
    : m_options(options),
      m_channels(channels),
      m_kernel(std::move(kernel)),
      m_field(std::move(field)),
      m_parameters(m_kernel->parameters())
{
    for (const auto& parameter : m_field->parameters())
        m_parameters.push_back(parameter);
}

Perceptron KernelIntegral::kernelNetwork(const NieOptions& options, std::int64_t channels)
{
    const bool factorised = options.kernelForm == "factorised";
    const std::int64_t times = options.kernelInputs == "times_and_difference" ? 3 : 2;
    return Perceptron((factorised ? 0 : options.rank) + times * featuresOfTime(options),
                      options.hidden, options.layers, channels * (factorised ? options.rank : 1),
                      options.outputScale, options.activation);
}

torch::Tensor KernelIntegral::firstLayerOfTimes(const IntegrationNodes& nodes) const
{
    const auto& layer = m_kernel->firstLayer();
    const auto features = featuresOfTime(m_options);
    const auto begin = fieldInputs();
    const auto columns = [&](std::int64_t k) {
        return layer->weight.slice(1, begin + k * features, begin + (k + 1) * features);
    };
    auto sum = torch::linear(nodes.timeFeatures, columns(0), layer->bias).unsqueeze(1) +
               torch::linear(nodes.nodeFeatures, columns(1));
    if (nodes.differenceFeatures.defined())
        sum = sum + torch::linear(nodes.differenceFeatures, columns(2));
    return sum;
}

torch::Tensor KernelIntegral::kernel(const IntegrationNodes& nodes) const
{
    if (!isFactorised())
        throw InputError("model.kernel_form", "the general form has no kernel K(t,s)",
                         "\"general\"", "\"factorised\"");
    auto values = m_kernel->fromFirstLayer(firstLayerOfTimes(nodes));
    return values.view({nodes.timeCount(), nodes.nodeCount(), m_channels, m_options.rank});
}

PreparedIntegral KernelIntegral::prepare(const IntegrationNodes& nodes,
                                         std::shared_ptr<const TensorSpline> spline) const
{
    PreparedIntegral prepared;
    prepared.nodes = nodes;
    if (!nodes.atKnots) {
        prepared.points = spline->locate(nodes.nodes);
        prepared.spline = std::move(spline);
    }
    if (isFactorised()) {
        const auto weighted = kernel(nodes) * nodes.weights.unsqueeze(2).unsqueeze(3);
        prepared.kernel =
            weighted.permute({0, 2, 1, 3}).reshape({nodes.timeCount(), m_channels, -1});
    } else {
        prepared.kernel = firstLayerOfTimes(nodes);
    }
    return prepared;
}

torch::Tensor KernelIntegral::atNodes(const PreparedIntegral& prepared,
                                      const torch::Tensor& y) const
{
    return prepared.spline ? (*prepared.spline)(y, prepared.points) : y;
}

torch::Tensor KernelIntegral::factorisedPiece(const PreparedIntegral& prepared,
                                              const torch::Tensor& field) const
{
    const auto batch = field.size(0);
    const auto times = prepared.nodes.timeCount();
    if (!prepared.nodes.perTime()) {
        const auto matrix = prepared.kernel.reshape({times * m_channels, -1});
        return torch::mm(field.reshape({batch, -1}), matrix.t()).view({batch, times, m_channels});
    }
    const auto perTime = field.reshape({batch, times, -1}).permute({1, 2, 0});
    return torch::bmm(prepared.kernel, perTime).permute({2, 0, 1});  // [batch, time, channel]
}

torch::Tensor KernelIntegral::generalPiece(const PreparedIntegral& prepared,
                                           const torch::Tensor& field) const
{
    const auto& weights = prepared.nodes.weights;
    const auto share =
        torch::linear(field, m_kernel->firstLayer()->weight.slice(1, 0, m_options.rank));
    const auto first = prepared.kernel + (prepared.nodes.perTime() ? share : share.unsqueeze(1));
    const auto hidden = m_kernel->hiddenFromFirstLayer(first);
    const auto sum = torch::matmul(weights.unsqueeze(1), hidden).squeeze(2);
    const auto& last = m_kernel->lastLayer();
    return torch::linear(sum, last->weight) + weights.sum(1, true) * last->bias;
}

torch::Tensor KernelIntegral::piece(const PreparedIntegral& prepared,
                                    const torch::Tensor& state) const
{
    // Where every time has nodes of its own, F is part of the piece: its rows are as many.
    const auto field =
        prepared.nodes.perTime() ? m_field->forward(atNodes(prepared, state)) : state;
    return isFactorised() ? factorisedPiece(prepared, field) : generalPiece(prepared, field);
}

torch::Tensor KernelIntegral::recomputedPiece(const PreparedIntegral& prepared,
                                              const torch::Tensor& state) const
{
    const auto evaluate = [this, prepared](const std::vector<torch::Tensor>& inputs) {
        PreparedIntegral with = prepared;
        with.kernel = inputs[1];
        return piece(with, inputs[0]);
    };
    return recomputed(evaluate, {state, prepared.kernel}, m_parameters);
}

torch::Tensor KernelIntegral::operator()(const PreparedIntegral& prepared,
                                         const torch::Tensor& y) const
{
    const bool perTime = prepared.nodes.perTime();
    const auto state = perTime ? y : m_field->forward(atNodes(prepared, y));
    if (!perTime && isFactorised())
        return factorisedPiece(prepared, state);

    const auto times = prepared.nodes.timeCount();
    const std::int64_t numbersOfOneTime = y.size(0) * prepared.nodes.nodeCount() * m_options.hidden;
    const std::int64_t chunk = m_options.timeChunk > 0
                                   ? m_options.timeChunk
                                   : std::max<std::int64_t>(1, kPieceNumbers / numbersOfOneTime);
    const double stored = static_cast<double>(times * numbersOfOneTime) *
                          static_cast<double>(2 * m_options.layers + 1) *
                          static_cast<double>(y.element_size());
    // The serial way of the released code keeps everything.
    const bool recompute =
        torch::GradMode::is_enabled() && stored > kStoredBytes && m_options.timeChunk == 0;
    std::vector<torch::Tensor> pieces;
    for (std::int64_t begin = 0; begin < times; begin += chunk) {
        const auto part = prepared.rows(begin, std::min(begin + chunk, times));
        pieces.push_back(recompute ? recomputedPiece(part, state) : piece(part, state));
    }
    return pieces.size() == 1 ? pieces[0] : torch::cat(pieces, 1);
}

torch::Tensor KernelIntegral::integrand(const IntegrationNodes& nodes, const torch::Tensor& y) const
{
    const auto field = m_field->forward(y);  // [batch, node, rank]
    if (isFactorised())
        return torch::einsum("tsdp,bsp->btsd", {kernel(nodes), field});
    const std::vector<std::int64_t> shape{y.size(0), nodes.timeCount(), nodes.nodeCount(), -1};
    std::vector<torch::Tensor> inputs{field.unsqueeze(1).expand(shape),
                                      nodes.timeFeatures.unsqueeze(1).unsqueeze(0).expand(shape),
                                      nodes.nodeFeatures.unsqueeze(0).unsqueeze(0).expand(shape)};
    if (nodes.differenceFeatures.defined())
        inputs.push_back(nodes.differenceFeatures.unsqueeze(0).expand(shape));
    return m_kernel->forward(torch::cat(inputs, 3));
}

}  // namespace nie
