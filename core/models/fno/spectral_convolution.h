#pragma once

#include "core/models/fno/low_modes.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

/// Spectral convolution of a Fourier neural operator (Li et al., "Fourier Neural Operator for
/// Parametric Partial Differential Equations", 2021): a complex matrix inputs x outputs for every
/// low mode of the field, all other modes become 0.
class SpectralConvolutionImpl : public torch::nn::Module {
public:
    /// `modes` along each axis: 2 inputs outputs 2^(axes - 1) product(modes) real parameters.
    SpectralConvolutionImpl(std::int64_t inputs, std::int64_t outputs,
                            std::vector<std::int64_t> modes);

    /// x: [batch, inputs, axes...] -> [batch, outputs, axes...]. `basis`: the grid of x with no
    /// more modes than this layer has.
    torch::Tensor forward(const torch::Tensor& x, const LowModes& basis);

    const std::vector<std::int64_t>& modes() const { return m_modes; }
    /// [mode, inputs, outputs, 2]: real and imaginary part, modes in the order of LowModes.
    const torch::Tensor& weights() const { return m_weights; }

private:
    std::vector<std::int64_t> m_modes;
    torch::Tensor m_weights;
};
TORCH_MODULE(SpectralConvolution);

/// A linear layer at every point: x [batch, inputs, axes...] -> [batch, outputs, axes...].
torch::Tensor pointwise(const torch::nn::Linear& layer, const torch::Tensor& x);

}  // namespace nie
