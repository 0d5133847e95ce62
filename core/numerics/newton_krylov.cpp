#include "core/numerics/newton_krylov.h"

#include "core/numerics/batched_gmres.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kSufficientDecrease = 1e-4;
constexpr double kShortestStep = 1.0 / 128.0;
constexpr double kRestartStep = 0.5;

/// Of the arithmetic that y is in.
double unitRoundoff(const torch::Tensor& y)
{
    return y.scalar_type() == torch::kDouble ? std::numeric_limits<double>::epsilon()
                                             : std::numeric_limits<float>::epsilon();
}

torch::Tensor rows(const torch::Tensor& perSample, const torch::Tensor& like)
{
    const auto type = perSample.scalar_type() == torch::kBool ? torch::kBool : like.scalar_type();
    return perSample.to(like.device(), type).unsqueeze(1);
}

torch::Tensor norms(const torch::Tensor& v)
{
    return v.norm(2, 1).to(torch::kCPU, torch::kDouble);
}

}  // namespace

torch::Tensor NewtonKrylovStepper::judge(const torch::Tensor& norm)
{
    if (!m_base.defined()) {
        m_norm = torch::full_like(norm, std::numeric_limits<double>::infinity());
        m_length = torch::ones_like(norm);
        m_restarts = torch::zeros_like(norm);
        m_restarting = m_stalled = torch::zeros_like(norm, torch::kBool);
        return torch::ones_like(norm, torch::kBool);
    }
    // A comparison with NaN is false: a step into nowhere is refused.
    const auto accepted = norm < (1.0 - kSufficientDecrease * m_length) * m_norm;
    m_length = torch::where(accepted, torch::ones_like(m_length), 0.5 * m_length);
    const auto exhausted = m_length < kShortestStep;
    m_restarting =
        exhausted.logical_and(m_restarts < kRestarts).logical_and(m_stalled.logical_not());
    m_stalled = m_stalled.logical_or(exhausted.logical_and(m_restarting.logical_not()));
    m_restarts = m_restarts + m_restarting;
    return accepted;
}

torch::Tensor NewtonKrylovStepper::newtonStep(const torch::Tensor& wanted)
{
    const auto residual = m_image - m_base;
    const auto products = std::min(kKrylovDimension, m_evaluation.left() - 1);
    if (products < 1)
        return residual;
    const double root = std::sqrt(unitRoundoff(m_base));
    const auto h = root * (1.0 + m_base.norm(2, 1, /*keepdim=*/true));
    const auto product = [&](const torch::Tensor& v) {
        return v - (m_evaluation(torch::addcmul(m_base, h, v)) - m_image) / h;
    };
    // No step is solved better than the quotients allow or the solve asks for.
    const double forcing = std::max(1e-3, 30.0 * root);
    const auto enough = 0.5 * m_tolerance * norms(m_image) / norms(residual);
    const auto tolerance =
        torch::where(wanted, enough.clamp(forcing, 0.5), torch::ones_like(enough));
    return batchedGmres(product, residual, tolerance, products).x;
}

torch::Tensor NewtonKrylovStepper::next(const torch::Tensor& y, const torch::Tensor& g,
                                        const torch::Tensor& active)
{
    const auto norm = norms(g - y);
    const bool first = !m_base.defined();
    const auto accepted = judge(norm);
    const auto moved = rows(accepted, y);
    m_base = first ? y : torch::where(moved, y, m_base);
    m_image = first ? g : torch::where(moved, g, m_image);
    m_norm = torch::where(accepted, norm, m_norm);
    const auto wanted = accepted.logical_and(active);
    if (wanted.any().item<bool>()) {
        const auto step = newtonStep(wanted);
        m_step = first ? step : torch::where(moved, step, m_step);
    }
    auto next = torch::addcmul(m_base, rows(m_length, y), m_step);
    if (m_restarting.any().item<bool>()) {
        next =
            torch::where(rows(m_restarting, y), torch::lerp(m_base, m_image, kRestartStep), next);
        // Whatever the plain step brings is the new start.
        m_norm = m_norm.masked_fill(m_restarting, std::numeric_limits<double>::infinity());
        m_length = m_length.masked_fill(m_restarting, 1.0);
    }
    return torch::where(rows(m_stalled, y), m_base, next);
}

void NewtonKrylovStepper::keepRows(const torch::Tensor& kept)
{
    if (!m_base.defined())
        return;
    for (auto* tensor : {&m_base, &m_image, &m_step})
        *tensor = tensor->index_select(0, kept);
    const auto onCpu = kept.to(torch::kCPU);
    for (auto* tensor : {&m_norm, &m_length, &m_restarts, &m_restarting, &m_stalled})
        *tensor = tensor->index_select(0, onCpu);
}

}  // namespace nie
