#include "core/models/anie/integral_operator.h"

namespace nie {

IntegralOperatorImpl::IntegralOperatorImpl(std::int64_t tokenSize, std::int64_t channels,
                                           const AnieOptions& options)
    : m_dropout(options.dropout), m_width(options.width)
{
    const auto kind = AttentionLayerImpl::kindFromName(options.attention);
    m_input = register_module("input", torch::nn::Linear(tokenSize, options.width));
    for (std::int64_t i = 0; i < options.blocks; ++i) {
        const std::string name = "block" + std::to_string(i) + "_";
        const torch::nn::LayerNormOptions norm({options.width});
        m_attentionNorms.push_back(register_module(name + "attention_norm", torch::nn::LayerNorm(norm)));
        m_attention.push_back(
            register_module(name + "attention", AttentionLayer(kind, options.width, options.heads)));
        m_pointwiseNorms.push_back(register_module(name + "pointwise_norm", torch::nn::LayerNorm(norm)));
        m_expand.push_back(
            register_module(name + "expand", torch::nn::Linear(options.width, options.hidden)));
        m_contract.push_back(
            register_module(name + "contract", torch::nn::Linear(options.hidden, options.width)));
    }
    m_output = register_module("output", torch::nn::Linear(options.width, channels));
    const torch::NoGradGuard noGrad;
    m_output->weight.mul_(options.outputScale);
    m_output->bias.zero_();
}

IntegralOperatorImpl::Masks IntegralOperatorImpl::drawMasks(std::int64_t batch, std::int64_t tokens)
{
    Masks masks;
    if (!is_training() || m_dropout == 0.0)
        return masks;
    const auto keep = 1.0 - m_dropout;
    for (std::size_t i = 0; i < 2 * m_attention.size(); ++i)
        masks.push_back(torch::bernoulli(
            torch::full({batch, tokens, m_width}, keep, m_input->weight.options().requires_grad(false)))
                        / keep);
    return masks;
}

torch::Tensor IntegralOperatorImpl::forward(const torch::Tensor& tokens, const torch::Tensor& weights,
                                            const Masks& masks)
{
    torch::Tensor x = m_input(tokens);
    for (std::size_t i = 0; i < m_attention.size(); ++i) {
        const auto attended = m_attention[i](m_attentionNorms[i](x), weights);
        x = x + (masks.empty() ? attended : attended * masks[2 * i]);
        const auto pointwise = m_contract[i](torch::gelu(m_expand[i](m_pointwiseNorms[i](x))));
        x = x + (masks.empty() ? pointwise : pointwise * masks[2 * i + 1]);
    }
    return m_output(x);
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
