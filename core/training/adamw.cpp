#include "core/training/adamw.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

}  // namespace

AdamW::AdamW(torch::nn::Module& model, const std::vector<torch::Tensor>& withoutDecay, double weightDecay,
             Decay decayKind)
    : m_weightDecay(weightDecay), m_kind(decayKind)
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> values;
    std::vector<torch::Tensor> decay;
    for (const auto& item : model.named_parameters()) {
        m_parameters.emplace_back(item.key(), item.value());
        const bool spared = std::any_of(withoutDecay.begin(), withoutDecay.end(),
                                        [&item](const auto& p) { return p.is_same(item.value()); });
        values.push_back(item.value().detach().reshape(-1));
        decay.push_back(spared ? torch::zeros_like(values.back()) : torch::ones_like(values.back()));
    }
    m_flat = torch::cat(values).clone();
    m_decay = torch::cat(decay);
    m_mean = torch::zeros_like(m_flat);
    m_square = torch::zeros_like(m_flat);
    m_gradient = torch::zeros_like(m_flat);
    std::int64_t offset = 0;
    for (auto& [name, parameter] : m_parameters) {
        parameter.set_data(m_flat.narrow(0, offset, parameter.numel()).view(parameter.sizes()));
        offset += parameter.numel();
    }
}

double AdamW::gatherGradients()
{
    const torch::NoGradGuard noGrad;
    std::int64_t offset = 0;
    for (const auto& [name, parameter] : m_parameters) {
        auto part = m_gradient.narrow(0, offset, parameter.numel());
        if (parameter.grad().defined())
            part.copy_(parameter.grad().reshape(-1));
        else
            part.zero_();
        offset += parameter.numel();
    }
    m_gradientNorm = m_gradient.norm().item<double>();
    return m_gradientNorm;
}

std::string AdamW::nonFiniteParameter() const
{
    for (const auto& [name, parameter] : m_parameters)
        if (!parameter.isfinite().all().item<bool>())
            return name;
    return {};
}

std::string AdamW::nonFiniteGradient() const
{
    for (const auto& [name, parameter] : m_parameters)
        if (parameter.grad().defined() && !parameter.grad().isfinite().all().item<bool>())
            return name;
    return {};
}

void AdamW::step(double learningRate, double clip)
{
    const torch::NoGradGuard noGrad;
    ++m_steps;
    if (clip > 0.0 && m_gradientNorm > clip)
        m_gradient.mul_(clip / m_gradientNorm);
    if (m_kind == Decay::Coupled)
        m_gradient.add_(m_flat, m_weightDecay);
    m_mean.lerp_(m_gradient, 1.0 - kBeta1);
    m_square.mul_(kBeta2).addcmul_(m_gradient, m_gradient, 1.0 - kBeta2);
    const auto steps = static_cast<double>(m_steps);
    const double bias1 = 1.0 - std::pow(kBeta1, steps);
    const double bias2 = 1.0 - std::pow(kBeta2, steps);
    if (m_kind == Decay::Decoupled)
        m_flat.sub_(m_flat * m_decay, learningRate * m_weightDecay);
    const auto denominator = (m_square / bias2).sqrt_().add_(kEpsilon);
    m_flat.addcdiv_(m_mean, denominator, -learningRate / bias1);
}

void AdamW::zeroGradients()
{
    for (auto& [name, parameter] : m_parameters)
        parameter.mutable_grad() = torch::Tensor();
}

std::map<std::string, torch::Tensor> AdamW::state() const
{
    return {{"exp_avg", m_mean.to(torch::kCPU).clone()}, {"exp_avg_sq", m_square.to(torch::kCPU).clone()}};
}

void AdamW::loadState(const std::map<std::string, torch::Tensor>& state, std::int64_t steps,
                      const std::string& source)
{
    const torch::NoGradGuard noGrad;
    for (const auto& [name, target] : {std::pair("exp_avg", m_mean), std::pair("exp_avg_sq", m_square)}) {
        const auto found = state.find(name);
        if (found == state.end() || found->second.numel() != target.numel())
            throw InputError(source, std::string(name) + ": does not fit the model",
                             found == state.end() ? "nothing" : std::to_string(found->second.numel()),
                             std::to_string(target.numel()) + " numbers");
        torch::Tensor(target).copy_(found->second.reshape(-1));
    }
    m_steps = steps;
}

}  // namespace nie
