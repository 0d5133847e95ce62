#include "core/models/nie/free_function.h"

#include "core/numerics/interpolation.h"
#include "core/data/tensor_conversion.h"

#include <algorithm>

namespace nie {

FreeFunctionImpl::FreeFunctionImpl(const NieOptions& options, std::int64_t dataChannels,
                                   std::int64_t stateChannels)
    : m_options(options)
{
    if (options.learnFreeFunction)
        m_shape = register_module("shape", Perceptron(1 + 2 * options.timeFeatures, options.hidden,
                                                      options.layers, stateChannels, 1.0,
                                                      options.activation));
    if (options.freeFunction == "latent") {
        m_read = register_module("read", torch::nn::Linear(dataChannels, options.hidden));
        m_carry = register_module(
            "carry", torch::nn::Linear(
                         torch::nn::LinearOptions(options.hidden, options.hidden).bias(false)));
        m_start = register_module("start", torch::nn::Linear(options.hidden, stateChannels));
    }
}

torch::Tensor FreeFunctionImpl::latentStart(const torch::Tensor& given) const
{
    const auto read = torch::linear(given, m_read->weight, m_read->bias);
    auto state = torch::tanh(read.select(1, read.size(1) - 1));
    for (std::int64_t i = read.size(1) - 2; i >= 0; --i)
        state = torch::tanh(read.select(1, i) + torch::mm(state, m_carry->weight.t()));
    return torch::linear(state, m_start->weight, m_start->bias).unsqueeze(1);
}

torch::Tensor FreeFunctionImpl::startHeld(const torch::Tensor& given,
                                          const torch::Tensor& givenTimes,
                                          const torch::Tensor& t) const
{
    if (m_options.freeFunction == "latent")
        return latentStart(given).expand({-1, t.size(0), -1});
    if (m_options.freeFunction == "constant" || given.size(1) == 1)
        return given.slice(1, 0, 1).expand({-1, t.size(0), -1});
    const auto knots = toVector(givenTimes);
    auto points = toVector(t);
    for (double& point : points)
        point = std::clamp(point, knots.front(), knots.back());
    return torch::matmul(toTensor(linearMatrix(knots, points)).to(t.options()), given);
}

torch::Tensor FreeFunctionImpl::forward(const torch::Tensor& given, const torch::Tensor& givenTimes,
                                        const torch::Tensor& t, const torch::Tensor& features) const
{
    const auto held = startHeld(given, givenTimes, t);
    if (!m_options.learnFreeFunction)
        return held;
    const auto start = timeFeatures(torch::zeros({1}, t.options()), m_options.timeFeatures);
    return held + (m_shape->forward(features) - m_shape->forward(start));
}

}  // namespace nie
