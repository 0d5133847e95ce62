#include "core/models/anie/attention.h"

#include "core/base/error.h"

#include <cmath>

namespace nie {

AttentionLayerImpl::AttentionLayerImpl(Kind kind, std::int64_t width, std::int64_t heads)
    : m_kind(kind), m_heads(heads)
{
    if (width % heads != 0)
        throw InputError("model.heads", "does not divide the width", std::to_string(heads),
                         "a divisor of " + std::to_string(width));
    m_projection = register_module("projection", torch::nn::Linear(width, 3 * width));
    m_output = register_module("output", torch::nn::Linear(width, width));
    const torch::NoGradGuard noGrad;
    // Xavier of each of the three square blocks, gain 1: a smaller gain lets attention die.
    for (auto& block : m_projection->weight.chunk(3, 0))
        torch::nn::init::xavier_uniform_(block);
    m_projection->bias.zero_();
    m_output->bias.zero_();
    if (kind == Kind::Galerkin) {
        const std::int64_t dk = width / heads;
        m_normScale = register_parameter("norm_scale", torch::ones({2, heads, 1, dk}));
        m_normShift = register_parameter("norm_shift", torch::zeros({2, heads, 1, dk}));
    }
}

torch::Tensor AttentionLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& weights)
{
    const auto batch = x.size(0);
    const auto tokens = x.size(1);
    const auto width = x.size(2);
    const auto dk = width / m_heads;
    // [3, batch, head, token, dk]
    const auto qkv = m_projection(x).view({batch, tokens, 3, m_heads, dk}).permute({2, 0, 3, 1, 4});
    const auto q = qkv[0];
    torch::Tensor heads;  // [batch, head, token, dk]
    if (m_kind == Kind::Softmax) {
        const auto scores = torch::matmul(q, qkv[1].transpose(2, 3)) / std::sqrt(static_cast<double>(dk));
        heads = torch::matmul(torch::softmax(scores + weights.log(), -1), qkv[2]);
    } else {
        const auto normed = torch::layer_norm(qkv.slice(0, 1, 3), {dk});
        const auto kv = torch::addcmul(m_normShift.unsqueeze(1), normed, m_normScale.unsqueeze(1));
        const auto weightedKeys = kv[0] * (weights / weights.sum()).view({tokens, 1});
        heads = torch::matmul(q, torch::matmul(weightedKeys.transpose(2, 3), kv[1]));
    }
    return m_output(heads.transpose(1, 2).reshape({batch, tokens, width}));
}

std::vector<torch::Tensor> AttentionLayerImpl::projectionParameters() const
{
    return {m_projection->weight, m_projection->bias};
}

AttentionLayerImpl::Kind AttentionLayerImpl::kindFromName(const std::string& name)
{
    if (name == "softmax")
        return Kind::Softmax;
    if (name == "galerkin")
        return Kind::Galerkin;
    throw InputError("model.attention", "unknown value", "\"" + name + "\"", "one of: galerkin, softmax");
}

}  // namespace nie
