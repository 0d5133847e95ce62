#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

namespace nie {

/// What stands between linear layers: "silu", "elu" (of the released NIE), "relu" or "tanh". The second
/// derivative of ELU jumps at 0, which held spectral quadrature of a kernel network at errors of
/// 1e-7.
torch::Tensor activate(const torch::Tensor& x, const std::string& activation);

/// Linear layers with an activation between them, along the last axis.
class PerceptronImpl : public torch::nn::Module {
public:
    /// `layers` hidden layers of `hidden` units; the last layer starts scaled by `outputScale`.
    PerceptronImpl(std::int64_t inputs, std::int64_t hidden, std::int64_t layers,
                   std::int64_t outputs, double outputScale = 1.0, std::string activation = "silu");

    /// [..., inputs] -> [..., outputs]
    torch::Tensor forward(const torch::Tensor& x) const;
    /// From the first hidden layer's values before the activation: [..., hidden] -> [..., outputs]
    torch::Tensor fromFirstLayer(const torch::Tensor& values) const;
    /// From there to the last layer's inputs: [..., hidden] -> [..., hidden]
    torch::Tensor hiddenFromFirstLayer(const torch::Tensor& values) const;

    const torch::nn::Linear& firstLayer() const { return m_layers.front(); }
    const torch::nn::Linear& lastLayer() const { return m_layers.back(); }

private:
    std::vector<torch::nn::Linear> m_layers;
    std::string m_activation;
};
TORCH_MODULE(Perceptron);

/// Columns t, sin(k pi t), cos(k pi t) for k = 1..pairs; t: [...] in 0..1. Returns [..., 1 + 2
/// pairs].
torch::Tensor timeFeatures(const torch::Tensor& t, std::int64_t pairs);

}  // namespace nie
