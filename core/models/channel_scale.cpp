#include "core/models/channel_scale.h"

namespace nie {

ChannelScaleImpl::ChannelScaleImpl(const ModelContext& context, bool wanted)
{
    const auto kept = [wanted](const torch::Tensor& x, double identity) {
        return (wanted ? x : torch::full_like(x, identity)).to(torch::kFloat).clone();
    };
    m_mean = register_buffer("mean", kept(context.mean, 0.0));
    m_scale = register_buffer("scale", kept(context.scale, 1.0));
    m_typicalScale = m_scale.square().mean().sqrt().item<double>();
}

std::vector<torch::Tensor> vectorParameters(const torch::nn::Module& module)
{
    std::vector<torch::Tensor> result;
    for (const auto& parameter : module.parameters())
        if (parameter.dim() == 1)
            result.push_back(parameter);
    return result;
}

}  // namespace nie
