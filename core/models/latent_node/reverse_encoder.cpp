#include "core/models/latent_node/reverse_encoder.h"

namespace nie {

torch::Tensor LatentGaussian::sample() const
{
    return mean + torch::exp(0.5 * logVariance) * torch::randn_like(mean);
}

torch::Tensor LatentGaussian::divergence() const
{
    return 0.5 * (mean.square() + logVariance.exp() - 1.0 - logVariance).sum(-1);
}

ReverseEncoderImpl::ReverseEncoderImpl(std::int64_t channels, std::int64_t hidden,
                                       std::int64_t latent)
{
    m_step = register_module("step", torch::nn::Linear(channels + hidden, hidden));
    m_readOut = register_module("read_out", torch::nn::Linear(hidden, 2 * latent));
}

LatentGaussian ReverseEncoderImpl::forward(const torch::Tensor& x)
{
    auto h = torch::zeros({x.size(0), m_step->options.out_features()}, x.options());
    for (std::int64_t k = x.size(1) - 1; k >= 0; --k)
        h = torch::tanh(m_step(torch::cat({x.select(1, k), h}, 1)));
    const auto parts = m_readOut(h).chunk(2, -1);
    return {parts[0], parts[1]};
}

}  // namespace nie
