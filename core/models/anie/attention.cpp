#include "core/models/anie/attention.h"

#include "core/base/error.h"
#include "core/models/anie/causal_product.h"

#include <cmath>

namespace nie {

namespace {

constexpr double kNormEpsilon = 1e-5;

using Limits = IntegrationDomain::Limits;

torch::Tensor positiveFeatures(const torch::Tensor& x)
{
    return torch::elu(x) + 1.0;
}

torch::Tensor everyToken(const torch::Tensor& like, std::int64_t tokens)
{
    return torch::arange(tokens, torch::TensorOptions(torch::kLong).device(like.device()));
}

}  // namespace

AttentionLayerImpl::AttentionLayerImpl(const AttentionLayerOptions& options) : m_options(options)
{
    const auto width = options.width;
    const auto heads = options.heads;
    if (width % heads != 0)
        throw InputError("model.heads", "does not divide the width", std::to_string(heads),
                         "a divisor of " + std::to_string(width));
    m_projection = register_module("projection", torch::nn::Linear(width, 3 * width));
    const torch::NoGradGuard noGrad;
    // Xavier of each of the three square blocks, gain 1: a smaller gain lets attention die.
    for (auto& block : m_projection->weight.chunk(3, 0))
        torch::nn::init::xavier_uniform_(block);
    m_projection->bias.zero_();
    if (options.outputProjection) {
        m_output = register_module("output", torch::nn::Linear(width, width));
        m_output->bias.zero_();
    }
    if (options.kind == AttentionKind::Galerkin || options.kind == AttentionKind::Fourier) {
        m_normScale = register_parameter("norm_scale", torch::ones({2 * width}));
        m_normShift = register_parameter("norm_shift", torch::zeros({2 * width}));
    }
    const auto block = torch::ones({width / heads, width / heads});
    m_sameHead =
        torch::block_diag(std::vector<torch::Tensor>(static_cast<std::size_t>(2 * heads), block));
}

torch::Tensor AttentionLayerImpl::forward(const torch::Tensor& x, const IntegrationDomain& domain)
{
    const auto projected = project(x);
    torch::Tensor result;
    if (m_options.kind == AttentionKind::Softmax || domain.limits() == Limits::General)
        result = integrateByPairs(projected, domain);
    else if (domain.limits() == Limits::Volterra)
        result = integrateCausally(projected, domain);
    else
        result = integrate(projected, domain);
    if (m_keptHeads.defined())
        result = result * m_keptHeads.to(result.options());
    return m_output.is_empty() ? result : m_output(result);
}

AttentionHeads AttentionLayerImpl::heads(const torch::Tensor& x)
{
    return splitHeads(project(x));
}

/// LayerNorm per head as matrix products: subtracting a head's mean is linear, so it goes into the
/// projection; the variances are the squares times the same block-diagonal mean.
torch::Tensor AttentionLayerImpl::projectNormalised(const torch::Tensor& x, std::int64_t first)
{
    const auto headMean = m_sameHead.to(x.options()) / (m_options.width / m_options.heads);
    const auto weight = m_projection->weight.narrow(0, first, 2 * m_options.width);
    const auto bias = m_projection->bias.narrow(0, first, 2 * m_options.width);
    const auto centred = torch::linear(x, weight - headMean.mm(weight), bias - headMean.mv(bias));
    const auto variance = torch::matmul(centred.square(), headMean);
    return torch::addcmul(m_normShift, centred * torch::rsqrt(variance + kNormEpsilon),
                          m_normScale);
}

AttentionLayerImpl::Projected AttentionLayerImpl::project(const torch::Tensor& x)
{
    const auto width = m_options.width;
    const auto plain = [&](std::int64_t first, std::int64_t count) {
        return torch::linear(x, m_projection->weight.narrow(0, first, count),
                             m_projection->bias.narrow(0, first, count));
    };
    if (m_options.kind == AttentionKind::Galerkin) {
        const auto keyValue = projectNormalised(x, width);
        return {plain(0, width), keyValue.narrow(2, 0, width), keyValue.narrow(2, width, width)};
    }
    if (m_options.kind == AttentionKind::Fourier) {
        const auto queryKey = projectNormalised(x, 0);
        return {queryKey.narrow(2, 0, width), queryKey.narrow(2, width, width),
                plain(2 * width, width)};
    }
    const auto all = m_projection(x).chunk(3, 2);
    if (m_options.kind == AttentionKind::Linear)
        return {positiveFeatures(all[0]), positiveFeatures(all[1]), all[2]};
    return {all[0], all[1], all[2]};
}

torch::Tensor AttentionLayerImpl::integrate(const Projected& projected,
                                            const IntegrationDomain& domain)
{
    const auto width = m_options.width;
    const auto sameHead =
        m_sameHead.narrow(0, 0, width).narrow(1, 0, width).to(projected.key.options());
    const auto keys = projected.key * domain.shares().unsqueeze(1);
    // All heads in one product; pairs of different heads are masked out of sum_j w_j k_j v_j^T.
    auto keyValue = torch::bmm(keys.transpose(1, 2), projected.value) * sameHead;
    if (m_options.kind == AttentionKind::Fourier)
        keyValue = keyValue / std::sqrt(static_cast<double>(width / m_options.heads));
    const auto result = torch::bmm(projected.query, keyValue);
    if (m_options.kind != AttentionKind::Linear)
        return result;
    const auto norms = torch::matmul(projected.query * keys.sum(1, true), sameHead);
    return result / norms;
}

torch::Tensor AttentionLayerImpl::integrateCausally(const Projected& projected,
                                                    const IntegrationDomain& domain)
{
    const auto heads = splitHeads(projected);
    const auto keys = heads.key * domain.shares().unsqueeze(1);
    auto own = domain.ownShare();
    auto values = heads.value;
    const bool average = isAverage(m_options.kind);
    if (average) {
        // Limits that enclose nothing: the average is that of the first slab itself.
        own = torch::cat({torch::ones_like(own.narrow(0, 0, 1)), own.slice(0, 1)});
        values = torch::cat({values, torch::ones_like(values.narrow(3, 0, 1))}, 3);
    }
    auto result = causalProduct(heads.query.flatten(0, 1), keys.flatten(0, 1), values.flatten(0, 1),
                                own, domain.cells())
                      .view(values.sizes());
    if (m_options.kind == AttentionKind::Fourier)
        result = result / std::sqrt(static_cast<double>(heads.query.size(3)));
    if (average) {
        const auto dk = heads.value.size(3);
        result = result.narrow(3, 0, dk) / result.narrow(3, dk, 1);
        if (m_options.integralScaling)
            result = result * domain.extent().unsqueeze(1);
    }
    return joinHeads(result);
}

torch::Tensor AttentionLayerImpl::integrateByPairs(const Projected& projected,
                                                   const IntegrationDomain& domain)
{
    const auto heads = splitHeads(projected);
    return joinHeads(torch::matmul(
        kernelRows(heads, domain, everyToken(heads.query, domain.tokens())), heads.value));
}

AttentionHeads AttentionLayerImpl::splitHeads(const Projected& projected) const
{
    const auto split = [&](const torch::Tensor& x) {
        return x.reshape({x.size(0), x.size(1), m_options.heads, -1}).transpose(1, 2);
    };
    return {m_options.kind, m_options.integralScaling, split(projected.query), split(projected.key),
            split(projected.value)};
}

torch::Tensor AttentionLayerImpl::joinHeads(const torch::Tensor& heads) const
{
    return heads.transpose(1, 2).reshape({heads.size(0), heads.size(2), -1});
}

void AttentionLayerImpl::ablateHeads(const std::vector<std::int64_t>& heads)
{
    m_keptHeads = torch::Tensor();
    if (heads.empty())
        return;
    const auto dk = m_options.width / m_options.heads;
    m_keptHeads = torch::ones({m_options.width});
    for (const auto head : heads) {
        if (head < 0 || head >= m_options.heads)
            throw InputError("head", "no such head", std::to_string(head),
                             "0 to " + std::to_string(m_options.heads - 1));
        m_keptHeads.narrow(0, head * dk, dk).zero_();
    }
}

std::vector<torch::Tensor> AttentionLayerImpl::projectionParameters() const
{
    return {m_projection->weight, m_projection->bias};
}

}  // namespace nie
