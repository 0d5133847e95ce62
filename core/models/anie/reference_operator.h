#pragma once

#include "core/models/anie/released_options.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

/// The network T of the authors' released code (2024): post-norm blocks of Galerkin attention with
/// 1/N for quadrature weights, no normalisation of keys and values and no output projection; a
/// dropout on the product of keys and values that is never switched off; and a layer in every block
/// that is built, counted and never used.
class ReferenceOperatorImpl : public torch::nn::Module {
public:
    /// tokenSize: channels and coordinates; the output is as wide.
    ReferenceOperatorImpl(std::int64_t tokenSize, const ReleasedOptions& options);

    /// tokens: [batch, token, tokenSize]; returns the same shape. `dropout` = false leaves out
    /// every dropout, for diagnostics.
    torch::Tensor forward(const torch::Tensor& tokens, bool dropout = true);

private:
    struct Block {
        torch::nn::Linear projection = nullptr;  ///< width -> query, key, value
        torch::nn::Linear unused = nullptr;
        torch::nn::LayerNorm attentionNorm = nullptr;
        torch::nn::LayerNorm pointwiseNorm = nullptr;
        torch::nn::Linear expand = nullptr;
        torch::nn::Linear contract = nullptr;
    };
    torch::Tensor attend(Block& block, const torch::Tensor& x, bool dropout) const;

    ReleasedOptions m_options;
    torch::nn::Linear m_input = nullptr;
    torch::nn::Linear m_output = nullptr;
    std::vector<Block> m_blocks;
};
TORCH_MODULE(ReferenceOperator);

}  // namespace nie
