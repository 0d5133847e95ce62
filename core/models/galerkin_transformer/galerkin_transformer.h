#pragma once

#include "core/models/fno/spectral_convolution.h"
#include "core/models/frame_model.h"
#include "core/models/galerkin_transformer/galerkin_layer.h"
#include "core/models/galerkin_transformer/galerkin_options.h"

namespace nie {

/// Galerkin transformer (Cao 2021) for fields: the points of the grid are the tokens. A linear
/// lift, encoder layers of attention with a kernel q (k^T v) / n, and a decoder of two spectral
/// convolutions
///
///     v <- silu( K v + W v + b )        (width -> decoder width -> decoder width)
///
/// and a network at every point (decoder width -> width -> channels, silu). Nothing depends on the
/// number of points.
class GalerkinTransformer : public FrameModel {
public:
    GalerkinTransformer(const GalerkinTransformerOptions& options, const ModelContext& context);

    std::vector<torch::Tensor> parametersWithoutDecay() const override;

protected:
    torch::Tensor frame(const torch::Tensor& inputs, const Query& query) override;

private:
    GalerkinTransformerOptions m_options;
    std::vector<SpaceAxis> m_axes;
    torch::nn::Linear m_lift = nullptr;
    std::vector<GalerkinLayer> m_layers;
    torch::nn::Linear m_joinPlace = nullptr;  ///< where the decoder is told the place
    std::vector<SpectralConvolution> m_spectral;
    std::vector<torch::nn::Linear> m_linear;
    torch::nn::Linear m_hidden = nullptr;
    torch::nn::Linear m_readOut = nullptr;
};

}  // namespace nie
