#include "core/models/galerkin_transformer/galerkin_layer.h"

#include "core/base/error.h"

#include <cmath>

namespace nie {

GalerkinLayerImpl::GalerkinLayerImpl(const GalerkinLayerOptions& options) : m_options(options)
{
    const auto w = options.width;
    if (w % options.heads != 0)
        throw InputError("model.heads", "the heads do not divide the width",
                         std::to_string(options.heads), "a divisor of " + std::to_string(w));
    const torch::NoGradGuard noGradient;
    const std::vector<std::string> names{"query", "key", "value"};
    for (std::size_t part = 0; part < names.size(); ++part) {
        auto projection = register_module(names[part], torch::nn::Linear(w, w));
        torch::nn::init::xavier_uniform_(projection->weight, options.initialGain);
        projection->weight.add_(torch::eye(w), options.initialDiagonal);
        projection->bias.zero_();
        m_projections.push_back(projection);
        const bool normalised = (options.attention == "galerkin" && part > 0) ||
                                (options.attention == "fourier" && part < 2);
        const std::vector<std::int64_t> shape{options.heads, w / options.heads};
        m_normWeight.push_back(
            normalised ? register_parameter(names[part] + "_norm_weight", torch::ones(shape))
                       : torch::Tensor());
        m_normBias.push_back(
            normalised ? register_parameter(names[part] + "_norm_bias", torch::zeros(shape))
                       : torch::Tensor());
    }
    const auto joined = w + options.heads * options.coordinates;
    m_output = register_module("output", torch::nn::Linear(joined, w));
    m_hidden = register_module("hidden", torch::nn::Linear(w, options.feedForward));
    m_back = register_module("back", torch::nn::Linear(options.feedForward, w));
}

std::vector<torch::Tensor> GalerkinLayerImpl::projectionParameters() const
{
    std::vector<torch::Tensor> result;
    for (std::size_t part = 0; part < m_projections.size(); ++part) {
        result.push_back(m_projections[part]->weight);
        if (m_normWeight[part].defined()) {
            result.push_back(m_normWeight[part]);
            result.push_back(m_normBias[part]);
        }
    }
    return result;
}

torch::Tensor GalerkinLayerImpl::project(std::size_t part, const torch::Tensor& x,
                                         const torch::Tensor& place)
{
    const auto length = m_options.width / m_options.heads;
    auto values = m_projections[part](x).unflatten(2, {m_options.heads, length}).transpose(1, 2);
    if (m_normWeight[part].defined()) {
        constexpr double kEpsilon = 1e-5;
        values = torch::layer_norm(values, {length}, {}, {}, kEpsilon) *
                     m_normWeight[part].unsqueeze(1) +
                 m_normBias[part].unsqueeze(1);
    }
    const auto along = place.expand({x.size(0), m_options.heads, place.size(0), place.size(1)});
    return torch::cat({along, values}, 3);
}

torch::Tensor GalerkinLayerImpl::attend(const torch::Tensor& x, const torch::Tensor& place)
{
    const auto q = project(0, x, place);
    const auto k = project(1, x, place);
    const auto v = project(2, x, place);
    const double weight = 1.0 / static_cast<double>(x.size(1));
    torch::Tensor z;
    if (m_options.attention == "galerkin")
        z = torch::matmul(q, torch::matmul(k.transpose(-1, -2), v) * weight);
    else if (m_options.attention == "fourier")
        z = torch::matmul(torch::matmul(q, k.transpose(-1, -2)) * weight, v);
    else
        z = torch::matmul(torch::softmax(torch::matmul(q, k.transpose(-1, -2)) /
                                             std::sqrt(static_cast<double>(q.size(-1))),
                                         -1),
                          v);
    return z.transpose(1, 2).flatten(2);
}

torch::Tensor GalerkinLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& place)
{
    const auto h = x + m_output(attend(x, place));
    return h + m_back(torch::relu(m_hidden(h)));
}

}  // namespace nie
