#include "core/models/perceptron.h"

#include <numbers>

namespace nie {

namespace {

torch::Tensor linearly(const torch::nn::Linear& layer, const torch::Tensor& x)
{
    return torch::linear(x, layer->weight, layer->bias);
}

}  // namespace

torch::Tensor activate(const torch::Tensor& x, const std::string& activation)
{
    if (activation == "elu")
        return torch::elu(x);
    if (activation == "relu")
        return torch::relu(x);
    return activation == "tanh" ? torch::tanh(x) : torch::silu(x);
}

PerceptronImpl::PerceptronImpl(std::int64_t inputs, std::int64_t hidden, std::int64_t layers,
                               std::int64_t outputs, double outputScale, std::string activation)
    : m_activation(std::move(activation))
{
    for (std::int64_t i = 0; i <= layers; ++i)
        m_layers.push_back(register_module(
            "layer" + std::to_string(i),
            torch::nn::Linear(i == 0 ? inputs : hidden, i == layers ? outputs : hidden)));
    const torch::NoGradGuard noGrad;
    m_layers.back()->weight.mul_(outputScale);
    m_layers.back()->bias.zero_();
}

torch::Tensor PerceptronImpl::forward(const torch::Tensor& x) const
{
    return fromFirstLayer(linearly(m_layers.front(), x));
}

torch::Tensor PerceptronImpl::hiddenFromFirstLayer(const torch::Tensor& values) const
{
    torch::Tensor h = activate(values, m_activation);
    for (std::size_t i = 1; i + 1 < m_layers.size(); ++i)
        h = activate(linearly(m_layers[i], h), m_activation);
    return h;
}

torch::Tensor PerceptronImpl::fromFirstLayer(const torch::Tensor& values) const
{
    return linearly(m_layers.back(), hiddenFromFirstLayer(values));
}

torch::Tensor timeFeatures(const torch::Tensor& t, std::int64_t pairs)
{
    std::vector<torch::Tensor> columns{t};
    for (std::int64_t k = 1; k <= pairs; ++k) {
        columns.push_back(torch::sin(static_cast<double>(k) * std::numbers::pi * t));
        columns.push_back(torch::cos(static_cast<double>(k) * std::numbers::pi * t));
    }
    return torch::stack(columns, -1);
}

}  // namespace nie
