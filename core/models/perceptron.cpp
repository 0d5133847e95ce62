#include "core/models/perceptron.h"

#include <numbers>

namespace nie {

PerceptronImpl::PerceptronImpl(std::int64_t inputs, std::int64_t hidden, std::int64_t layers,
                               std::int64_t outputs, double outputScale)
{
    for (std::int64_t i = 0; i <= layers; ++i)
        m_layers.push_back(register_module("layer" + std::to_string(i),
                                           torch::nn::Linear(i == 0 ? inputs : hidden,
                                                             i == layers ? outputs : hidden)));
    const torch::NoGradGuard noGrad;
    m_layers.back()->weight.mul_(outputScale);
    m_layers.back()->bias.zero_();
}

torch::Tensor PerceptronImpl::forward(const torch::Tensor& x)
{
    torch::Tensor h = m_layers.front()(x);
    for (std::size_t i = 1; i < m_layers.size(); ++i)
        h = m_layers[i](torch::silu(h));
    return h;
}

torch::Tensor timeFeatures(const torch::Tensor& t, std::int64_t pairs)
{
    std::vector<torch::Tensor> columns{t};
    for (std::int64_t k = 1; k <= pairs; ++k) {
        columns.push_back(torch::sin(static_cast<double>(k) * std::numbers::pi * t));
        columns.push_back(torch::cos(static_cast<double>(k) * std::numbers::pi * t));
    }
    return torch::stack(columns, 1);
}

}  // namespace nie
