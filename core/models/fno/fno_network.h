#pragma once

#include "core/models/fno/spectral_convolution.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace nie {

struct FnoNetworkOptions {
    std::int64_t inputs = 1;
    std::int64_t outputs = 1;
    std::int64_t width = 32;
    std::int64_t layers = 4;
    std::int64_t projection = 128;
    std::string activation = "gelu";
    bool batchNorm = false;
};

/// Fourier neural operator between fields on a grid (Li et al. 2021, section 4):
///
///     v_0 = P a,   v_{l+1} = act( K_l v_l + W_l v_l + b_l ),   u = Q_2 act( Q_1 v_L ),
///
/// K_l a spectral convolution, W_l, P, Q linear at every point, no activation after the last layer.
class FnoNetworkImpl : public torch::nn::Module {
public:
    /// `modes` along each axis of the grids it will see.
    FnoNetworkImpl(const FnoNetworkOptions& options, const std::vector<std::int64_t>& modes);

    /// x: [batch, inputs, axes...] -> [batch, outputs, axes...]; `periods` of the axes in points
    /// (SpectralAxis).
    torch::Tensor forward(const torch::Tensor& x, const std::vector<std::int64_t>& periods);

private:
    torch::Tensor activated(const torch::Tensor& x) const;

    FnoNetworkOptions m_options;
    torch::nn::Linear m_lift = nullptr;
    std::vector<SpectralConvolution> m_spectral;
    std::vector<torch::nn::Linear> m_linear;
    std::vector<torch::Tensor> m_normWeight, m_normBias, m_runningMean, m_runningVariance;
    torch::nn::Linear m_projection = nullptr;
    torch::nn::Linear m_readOut = nullptr;
};
TORCH_MODULE(FnoNetwork);

}  // namespace nie
