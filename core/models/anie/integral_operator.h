#pragma once

#include "core/models/anie/anie_options.h"
#include "core/models/anie/attention.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

/// The network T of y = f + T(y): tokens (values and coordinates) through pre-norm blocks of
/// attention and a pointwise network, back to channels.
class IntegralOperatorImpl : public torch::nn::Module {
public:
    IntegralOperatorImpl(std::int64_t tokenSize, std::int64_t channels, const AnieOptions& options);

    /// Dropout masks of one solve: one [batch, token, width] factor per attention and per pointwise
    /// layer; empty outside training. Frozen during a solve, or y = G(y) would have no solution.
    using Masks = std::vector<torch::Tensor>;
    Masks drawMasks(std::int64_t batch, std::int64_t tokens);

    /// tokens: [batch, token, tokenSize]; weights: [token]. Returns [batch, token, channel].
    torch::Tensor forward(const torch::Tensor& tokens, const torch::Tensor& weights, const Masks& masks);

    /// Q, K, V, biases and norms.
    std::vector<torch::Tensor> parametersWithoutDecay() const;

private:
    double m_dropout;
    std::int64_t m_width;
    torch::nn::Linear m_input = nullptr;
    torch::nn::Linear m_output = nullptr;
    std::vector<AttentionLayer> m_attention;
    std::vector<torch::nn::LayerNorm> m_attentionNorms;
    std::vector<torch::nn::LayerNorm> m_pointwiseNorms;
    std::vector<torch::nn::Linear> m_expand;
    std::vector<torch::nn::Linear> m_contract;
};
TORCH_MODULE(IntegralOperator);

}  // namespace nie
