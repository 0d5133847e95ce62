#include "core/models/anie/attention.h"

#include "core/base/error.h"

#include <cmath>

namespace nie {

namespace {

constexpr double kNormEpsilon = 1e-5;

}  // namespace

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
        m_normScale = register_parameter("norm_scale", torch::ones({2 * width}));
        m_normShift = register_parameter("norm_shift", torch::zeros({2 * width}));
        const auto block = torch::ones({width / heads, width / heads});
        const std::vector<torch::Tensor> blocks(static_cast<std::size_t>(2 * heads), block);
        m_sameHead = torch::block_diag(blocks);
    }
}

torch::Tensor AttentionLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& weights)
{
    return m_output(m_kind == Kind::Softmax ? softmaxHeads(x, weights) : galerkinHeads(x, weights));
}

torch::Tensor AttentionLayerImpl::softmaxHeads(const torch::Tensor& x, const torch::Tensor& weights)
{
    const auto batch = x.size(0);
    const auto tokens = x.size(1);
    const auto width = x.size(2);
    const auto dk = width / m_heads;
    // [3, batch, head, token, dk]
    const auto qkv = m_projection(x).view({batch, tokens, 3, m_heads, dk}).permute({2, 0, 3, 1, 4});
    const auto scores = torch::matmul(qkv[0], qkv[1].transpose(2, 3)) / std::sqrt(static_cast<double>(dk));
    const auto heads = torch::matmul(torch::softmax(scores + weights.log(), -1), qkv[2]);
    return heads.transpose(1, 2).reshape({batch, tokens, width});
}

torch::Tensor AttentionLayerImpl::galerkinHeads(const torch::Tensor& x, const torch::Tensor& weights)
{
    const auto width = x.size(2);
    const auto dk = width / m_heads;
    const auto sameHead = m_sameHead.to(x.options());
    // LayerNorm per head as matrix products: subtracting a head's mean is linear, so it goes into
    // the projection; the variances are the squares times the same block-diagonal mean.
    const auto headMean = sameHead / dk;
    const auto kvWeight = m_projection->weight.slice(0, width);
    const auto kvBias = m_projection->bias.slice(0, width);
    const auto centred = torch::linear(x, kvWeight - headMean.mm(kvWeight), kvBias - headMean.mv(kvBias));
    const auto variance = torch::matmul(centred.square(), headMean);
    const auto kv = torch::addcmul(m_normShift, centred * torch::rsqrt(variance + kNormEpsilon), m_normScale);
    const auto q = torch::linear(x, m_projection->weight.slice(0, 0, width),
                                 m_projection->bias.slice(0, 0, width));
    // All heads in one product; pairs of different heads are masked out of sum_j w_j k_j v_j^T.
    const auto keys = kv.slice(2, 0, width) * (weights / weights.sum()).unsqueeze(1);
    const auto keyValue = torch::bmm(keys.transpose(1, 2), kv.slice(2, width));
    return torch::bmm(q, keyValue * sameHead.slice(0, 0, width).slice(1, 0, width));
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
