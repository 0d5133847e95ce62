#include "core/models/anie/integral_operator.h"

#include "core/base/error.h"

namespace nie {

IntegralOperatorImpl::IntegralOperatorImpl(std::int64_t tokenSize, std::int64_t channels,
                                           const OperatorOptions& options)
    : m_pure(options.pureOperator),
      m_dropout(options.dropout),
      m_width(options.width)
{
    if (m_pure && options.blocks != 1)
        throw InputError("model.blocks", "a pure operator is one attention",
                         std::to_string(options.blocks), "1");
    m_input = register_module("input", torch::nn::Linear(tokenSize, options.width));
    for (std::int64_t i = 0; i < options.blocks; ++i)
        addBlock(i, options);
    m_output = register_module(
        "output",
        torch::nn::Linear(torch::nn::LinearOptions(options.width, channels).bias(!m_pure)));
    const torch::NoGradGuard noGrad;
    m_output->weight.mul_(options.outputScale);
    if (!m_pure)
        m_output->bias.zero_();
}

void IntegralOperatorImpl::addBlock(std::int64_t index, const OperatorOptions& options)
{
    const std::string name = "block" + std::to_string(index) + "_";
    const AttentionLayerOptions attention{.kind = attentionKindFromName(options.attention),
                                          .width = options.width,
                                          .heads = options.heads,
                                          .integralScaling = options.integralScaling,
                                          .outputProjection = !m_pure};
    if (m_pure) {
        m_attention.push_back(register_module(name + "attention", AttentionLayer(attention)));
        return;
    }
    const torch::nn::LayerNormOptions norm({options.width});
    m_attentionNorms.push_back(
        register_module(name + "attention_norm", torch::nn::LayerNorm(norm)));
    m_attention.push_back(register_module(name + "attention", AttentionLayer(attention)));
    m_pointwiseNorms.push_back(
        register_module(name + "pointwise_norm", torch::nn::LayerNorm(norm)));
    m_expand.push_back(
        register_module(name + "expand", torch::nn::Linear(options.width, options.hidden)));
    m_contract.push_back(
        register_module(name + "contract", torch::nn::Linear(options.hidden, options.width)));
}

IntegralOperatorImpl::Masks IntegralOperatorImpl::drawMasks(std::int64_t batch, std::int64_t tokens)
{
    Masks masks;
    if (!is_training() || m_dropout == 0.0 || m_pure)
        return masks;
    const auto keep = 1.0 - m_dropout;
    const auto shares =
        torch::full({batch, tokens, m_width}, keep, m_input->weight.options().requires_grad(false));
    for (std::size_t i = 0; i < 2 * m_attention.size(); ++i)
        masks.push_back(torch::bernoulli(shares) / keep);
    return masks;
}

torch::Tensor IntegralOperatorImpl::applyBlock(std::size_t index, const torch::Tensor& x,
                                               const IntegrationDomain& domain, const Masks& masks)
{
    auto attended = m_attention[index](m_attentionNorms[index](x), domain);
    if (!masks.empty())
        attended = attended * masks[2 * index];
    const auto between = x + attended;
    auto pointwise =
        m_contract[index](torch::gelu(m_expand[index](m_pointwiseNorms[index](between))));
    if (!masks.empty())
        pointwise = pointwise * masks[2 * index + 1];
    return between + pointwise;
}

torch::Tensor IntegralOperatorImpl::forward(const torch::Tensor& tokens,
                                            const IntegrationDomain& domain, const Masks& masks)
{
    torch::Tensor x = m_input(tokens);
    if (m_pure)
        return m_output(m_attention.front()(x, domain));
    for (std::size_t i = 0; i < m_attention.size(); ++i)
        x = applyBlock(i, x, domain, masks);
    return m_output(x);
}

std::vector<AttentionHeads> IntegralOperatorImpl::heads(const torch::Tensor& tokens,
                                                        const IntegrationDomain& domain)
{
    torch::Tensor x = m_input(tokens);
    if (m_pure)
        return {m_attention.front()->heads(x)};
    std::vector<AttentionHeads> result;
    for (std::size_t i = 0; i < m_attention.size(); ++i) {
        result.push_back(m_attention[i]->heads(m_attentionNorms[i](x)));
        x = applyBlock(i, x, domain, {});
    }
    return result;
}

std::vector<torch::Tensor> IntegralOperatorImpl::parametersWithoutDecay() const
{
    std::vector<torch::Tensor> result;
    for (const auto& attention : m_attention)
        for (const auto& parameter : attention->projectionParameters())
            result.push_back(parameter);
    for (const auto& item : named_parameters())
        if (item.value().dim() == 1 || item.key().find("norm") != std::string::npos)
            result.push_back(item.value());
    return result;
}

}  // namespace nie
