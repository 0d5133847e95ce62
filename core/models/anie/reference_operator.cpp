#include "core/models/anie/reference_operator.h"

#include "core/base/error.h"

namespace nie {

namespace {

/// Gain and share of the identity with which queries, keys and values start.
constexpr double kProjectionGain = 0.01;

}  // namespace

ReferenceOperatorImpl::ReferenceOperatorImpl(std::int64_t tokenSize, const ReleasedOptions& options)
    : m_options(options)
{
    const auto width = options.width;
    if (width % options.heads != 0)
        throw InputError("model.released.heads", "does not divide the width",
                         std::to_string(options.heads), "a divisor of " + std::to_string(width));
    const torch::nn::LayerNormOptions norm({width});
    m_input = register_module("input", torch::nn::Linear(tokenSize, width));
    for (std::int64_t i = 0; i < options.blocks; ++i) {
        const std::string name = "block" + std::to_string(i) + "_";
        Block block;
        block.projection =
            register_module(name + "projection", torch::nn::Linear(width, 3 * width));
        block.unused =
            register_module(name + "unused", torch::nn::Linear(width + options.heads, width));
        block.attentionNorm = register_module(name + "attention_norm", torch::nn::LayerNorm(norm));
        block.pointwiseNorm = register_module(name + "pointwise_norm", torch::nn::LayerNorm(norm));
        block.expand = register_module(name + "expand", torch::nn::Linear(width, options.hidden));
        block.contract =
            register_module(name + "contract", torch::nn::Linear(options.hidden, width));
        const torch::NoGradGuard noGrad;
        for (auto& part : block.projection->weight.chunk(3, 0)) {
            torch::nn::init::xavier_uniform_(part, kProjectionGain);
            part.add_(torch::eye(width), kProjectionGain);
        }
        block.projection->bias.zero_();
        m_blocks.push_back(std::move(block));
    }
    m_output = register_module("output", torch::nn::Linear(width, tokenSize));
}

torch::Tensor ReferenceOperatorImpl::attend(Block& block, const torch::Tensor& x,
                                            bool dropout) const
{
    const auto batch = x.size(0);
    const auto tokens = x.size(1);
    // [3, batch, head, token, dk]
    const auto qkv =
        block.projection(x).view({batch, tokens, 3, m_options.heads, -1}).permute({2, 0, 3, 1, 4});
    const auto product =
        torch::matmul(qkv[1].transpose(2, 3), qkv[2]) / static_cast<double>(tokens);
    const auto kept = torch::dropout(product, m_options.productDropout, dropout);
    return torch::matmul(qkv[0], kept).transpose(1, 2).reshape({batch, tokens, -1});
}

torch::Tensor ReferenceOperatorImpl::forward(const torch::Tensor& tokens, bool dropout)
{
    const auto drop = [&](const torch::Tensor& x) {
        return torch::dropout(x, m_options.dropout, dropout && is_training());
    };
    torch::Tensor x = m_input(tokens);
    for (Block& block : m_blocks) {
        x = block.attentionNorm(x + drop(attend(block, x, dropout)));
        const auto inner = drop(torch::relu(block.expand(x)));
        x = block.pointwiseNorm(x + drop(block.contract(inner)));
    }
    return m_output(x);
}

}  // namespace nie
