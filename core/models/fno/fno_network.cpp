#include "core/models/fno/fno_network.h"

namespace nie {

FnoNetworkImpl::FnoNetworkImpl(const FnoNetworkOptions& options,
                               const std::vector<std::int64_t>& modes)
    : m_options(options)
{
    const auto w = options.width;
    m_lift = register_module("lift", torch::nn::Linear(options.inputs, w));
    for (std::int64_t i = 0; i < options.layers; ++i) {
        const auto number = std::to_string(i);
        m_spectral.push_back(
            register_module("spectral" + number, SpectralConvolution(w, w, modes)));
        m_linear.push_back(register_module("linear" + number, torch::nn::Linear(w, w)));
        if (!options.batchNorm)
            continue;
        m_normWeight.push_back(register_parameter("norm_weight" + number, torch::ones({w})));
        m_normBias.push_back(register_parameter("norm_bias" + number, torch::zeros({w})));
        m_runningMean.push_back(register_buffer("running_mean" + number, torch::zeros({w})));
        m_runningVariance.push_back(register_buffer("running_variance" + number, torch::ones({w})));
    }
    m_projection = register_module("projection", torch::nn::Linear(w, options.projection));
    m_readOut = register_module("read_out", torch::nn::Linear(options.projection, options.outputs));
}

torch::Tensor FnoNetworkImpl::activated(const torch::Tensor& x) const
{
    return m_options.activation == "relu" ? torch::relu(x) : torch::gelu(x);
}

torch::Tensor FnoNetworkImpl::forward(const torch::Tensor& x,
                                      const std::vector<std::int64_t>& periods)
{
    std::vector<SpectralAxis> axes;
    for (std::size_t i = 0; i < periods.size(); ++i)
        axes.push_back(
            {x.size(static_cast<std::int64_t>(i) + 2), periods[i], m_spectral.front()->modes()[i]});
    const LowModes basis(axes, x.options().requires_grad(false));
    auto v = pointwise(m_lift, x);
    for (std::size_t i = 0; i < m_spectral.size(); ++i) {
        v = m_spectral[i](v, basis) + pointwise(m_linear[i], v);
        if (m_options.batchNorm)
            v = torch::batch_norm(v, m_normWeight[i], m_normBias[i], m_runningMean[i],
                                  m_runningVariance[i], is_training(), 0.1, 1e-5, false);
        if (i + 1 < m_spectral.size())
            v = activated(v);
    }
    return pointwise(m_readOut, activated(pointwise(m_projection, v)));
}

}  // namespace nie
