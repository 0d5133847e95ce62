#include "core/numerics/anderson.h"

namespace nie {

namespace {

constexpr double kRelativeRidge = 1e-10;
constexpr double kGrowthThatRestarts = 1e3;

/// gamma of the least-squares problem per sample, [batch, m, 1], in double.
torch::Tensor combine(const torch::Tensor& dR, const torch::Tensor& r)
{
    const auto columns = dR.to(torch::kDouble);                      // [batch, m, n]
    const auto gram = torch::bmm(columns, columns.transpose(1, 2));  // [batch, m, m]
    const auto right = torch::bmm(columns, r.to(torch::kDouble).unsqueeze(2));
    const auto trace = gram.diagonal(0, 1, 2).sum(1);
    // The tiny constant makes a sample without history (all columns zero) solvable: gamma = 0.
    const auto ridge = (trace * kRelativeRidge).clamp_min(1e-200).reshape({-1, 1, 1}) *
                       torch::eye(gram.size(1), gram.options());
    const auto gamma = torch::linalg_solve(gram + ridge, right);
    return torch::nan_to_num(gamma, 0.0, 0.0, 0.0);
}

}  // namespace

void AndersonStepper::forgetLost(const torch::Tensor& r)
{
    const torch::NoGradGuard noGrad;  // only decides
    const torch::Tensor norm = r.norm(2, 1);
    if (!m_dY.empty()) {
        const auto lost =
            (norm > kGrowthThatRestarts * m_leastNorm).logical_or(norm.isfinite().logical_not());
        if (lost.any().item<bool>()) {
            const torch::AutoGradMode asBefore(r.requires_grad());
            for (auto* history : {&m_dY, &m_dR})
                for (torch::Tensor& column : *history)
                    column = torch::where(lost.unsqueeze(1), torch::zeros_like(column), column);
        }
    }
    m_leastNorm = m_leastNorm.defined() ? torch::fmin(m_leastNorm, norm) : norm;
}

torch::Tensor AndersonStepper::next(const torch::Tensor& y, const torch::Tensor& g,
                                    const torch::Tensor&)
{
    const torch::Tensor r = g - y;
    if (m_y.defined()) {
        m_dY.push_back(y - m_y);
        m_dR.push_back(r - m_r);
        if (static_cast<std::int64_t>(m_dY.size()) > m_memory) {
            m_dY.pop_front();
            m_dR.pop_front();
        }
    }
    forgetLost(r);
    m_y = y;
    m_r = r;
    if (m_dY.empty())
        return torch::add(y, r, m_damping);

    const auto dY = torch::stack(std::vector<torch::Tensor>(m_dY.begin(), m_dY.end()), 1);
    const auto dR = torch::stack(std::vector<torch::Tensor>(m_dR.begin(), m_dR.end()), 1);
    const auto gamma = combine(dR, r).to(y.dtype());
    const auto correction = torch::bmm((dY + m_damping * dR).transpose(1, 2), gamma).squeeze(2);
    return torch::add(y, r, m_damping) - correction;
}

void AndersonStepper::keepRows(const torch::Tensor& rows)
{
    if (!m_y.defined())
        return;
    for (auto* tensor : {&m_y, &m_r, &m_leastNorm})
        *tensor = tensor->index_select(0, rows);
    for (auto* history : {&m_dY, &m_dR})
        for (torch::Tensor& column : *history)
            column = column.index_select(0, rows);
}

}  // namespace nie
