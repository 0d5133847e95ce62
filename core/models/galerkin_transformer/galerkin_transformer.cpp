#include "core/models/galerkin_transformer/galerkin_transformer.h"

namespace nie {

GalerkinTransformer::GalerkinTransformer(const GalerkinTransformerOptions& options,
                                         const ModelContext& context)
    : FrameModel("galerkin_transformer", {.form = options.form, .spaceCoordinates = false},
                 context),
      m_options(options),
      m_axes(context.space)
{
    const auto axes = static_cast<std::int64_t>(context.space.size());
    const auto w = options.width;
    m_lift = register_module("lift", torch::nn::Linear(inputChannels(), w));
    for (std::int64_t i = 0; i < options.layers; ++i)
        m_layers.push_back(register_module(
            "layer" + std::to_string(i),
            GalerkinLayer(GalerkinLayerOptions{.attention = options.attention,
                                               .width = w,
                                               .heads = options.heads,
                                               .coordinates = axes,
                                               .feedForward = options.feedForward,
                                               .initialGain = options.initialGain,
                                               .initialDiagonal = options.initialDiagonal})));
    if (options.decoderCoordinates)
        m_joinPlace = register_module("join_place", torch::nn::Linear(w + axes, w));
    const std::vector<std::int64_t> wanted(context.space.size(), options.modes);
    const auto modes = spectralModes(wanted, spectralPeriods(context.space, options.padding));
    for (std::int64_t i = 0; i < 2; ++i) {
        const auto inputs = i == 0 ? w : options.decoderWidth;
        const auto number = std::to_string(i);
        m_spectral.push_back(register_module(
            "spectral" + number, SpectralConvolution(inputs, options.decoderWidth, modes)));
        m_linear.push_back(
            register_module("linear" + number, torch::nn::Linear(inputs, options.decoderWidth)));
    }
    m_hidden = register_module("hidden", torch::nn::Linear(options.decoderWidth, w));
    m_readOut = register_module("read_out", torch::nn::Linear(w, context.channels));
}

torch::Tensor GalerkinTransformer::frame(const torch::Tensor& inputs, const Query& query)
{
    const auto grid = inputs.sizes().vec();
    const auto place = unitCoordinates(query.space, m_axes).flatten(1).t();  // [token, axis]
    auto x = m_lift(inputs.flatten(2).transpose(1, 2));  // [batch, token, width]
    for (auto& layer : m_layers)
        x = layer(x, place);
    if (m_joinPlace)
        x = m_joinPlace(torch::cat({x, place.unsqueeze(0).expand({x.size(0), -1, -1})}, 2));
    auto shape = grid;
    shape[1] = m_options.width;
    auto v = x.transpose(1, 2).reshape(shape);
    const auto periods = spectralPeriods(query.space, m_axes, m_options.padding);
    std::vector<SpectralAxis> axes;
    for (std::size_t a = 0; a < periods.size(); ++a)
        axes.push_back({grid[a + 2], periods[a], m_spectral.front()->modes()[a]});
    const LowModes basis(axes, v.options().requires_grad(false));
    for (std::size_t i = 0; i < m_spectral.size(); ++i)
        v = torch::silu(m_spectral[i](v, basis) + pointwise(m_linear[i], v));
    return pointwise(m_readOut, torch::silu(pointwise(m_hidden, v)));
}

std::vector<torch::Tensor> GalerkinTransformer::parametersWithoutDecay() const
{
    auto result = FrameModel::parametersWithoutDecay();
    for (const auto& layer : m_layers) {
        const auto projections = layer->projectionParameters();
        result.insert(result.end(), projections.begin(), projections.end());
    }
    return result;
}

}  // namespace nie
