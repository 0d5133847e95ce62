#pragma once

#include <torch/torch.h>

#include <vector>

namespace nie {

/// Linear layers with SiLU between them, along the last axis. Smooth on purpose: the second derivative
/// of ELU jumps at 0, which held spectral quadrature of a kernel network at errors of 1e-7.
class PerceptronImpl : public torch::nn::Module {
public:
    /// `layers` hidden layers of `hidden` units; the last layer starts scaled by `outputScale`.
    PerceptronImpl(std::int64_t inputs, std::int64_t hidden, std::int64_t layers, std::int64_t outputs,
                   double outputScale = 1.0);

    /// [..., inputs] -> [..., outputs]
    torch::Tensor forward(const torch::Tensor& x);

private:
    std::vector<torch::nn::Linear> m_layers;
};
TORCH_MODULE(Perceptron);

/// Columns t, sin(k pi t), cos(k pi t) for k = 1..pairs; t: [n] in 0..1. Returns [n, 1 + 2 pairs].
torch::Tensor timeFeatures(const torch::Tensor& t, std::int64_t pairs);

}  // namespace nie
