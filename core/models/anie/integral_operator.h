#pragma once

#include "core/models/anie/operator_options.h"
#include "core/models/anie/attention.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

/// The network T of y = f + T(y): tokens (values and coordinates) through pre-norm blocks of
/// attention and a pointwise network, back to channels.
///
/// As a pure operator it is one attention without residual, pointwise network or bias,
/// T(y) = W A(W_in tokens): an integral and nothing else, so that with Volterra limits T(y) = 0 at
/// the first time.
class IntegralOperatorImpl : public torch::nn::Module {
public:
    IntegralOperatorImpl(std::int64_t tokenSize, std::int64_t channels, const OperatorOptions& options);

    /// Dropout masks of one solve: one [batch, token, width] factor per attention and per pointwise
    /// layer; empty outside training. Frozen during a solve, or y = G(y) would have no solution.
    using Masks = std::vector<torch::Tensor>;
    Masks drawMasks(std::int64_t batch, std::int64_t tokens);

    /// tokens: [batch, token, tokenSize], the domain in their type. Returns [batch, token, channel].
    torch::Tensor forward(const torch::Tensor& tokens, const IntegrationDomain& domain,
                          const Masks& masks = {});

    /// Query, key and value of every block's attention for these tokens, first block first.
    std::vector<AttentionHeads> heads(const torch::Tensor& tokens, const IntegrationDomain& domain);

    /// The attention layers, first block first.
    const std::vector<AttentionLayer>& attention() const { return m_attention; }

    /// Q, K, V, biases and norms.
    std::vector<torch::Tensor> parametersWithoutDecay() const;

private:
    void addBlock(std::int64_t index, const OperatorOptions& options);
    torch::Tensor applyBlock(std::size_t index, const torch::Tensor& x,
                             const IntegrationDomain& domain, const Masks& masks);

    bool m_pure;
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
