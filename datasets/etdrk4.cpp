#include "datasets/etdrk4.h"

#include <numbers>

namespace nie {

namespace {

/// [mode.., 2]
torch::Tensor forBothParts(const torch::Tensor& factor)
{
    return torch::stack({factor, factor}, -1).contiguous();
}

}  // namespace

Etdrk4::Etdrk4(const torch::Tensor& linear, double step) : m_step(step)
{
    // The circle's lower half holds the conjugate values: the real part of the upper half's mean.
    constexpr std::int64_t kPoints = 32;
    const torch::Tensor hl = (linear * step).unsqueeze(-1);
    const torch::Tensor angle =
        (torch::arange(kPoints, torch::kFloat64) + 0.5) * (std::numbers::pi / kPoints);
    const torch::Tensor z = hl + torch::complex(torch::cos(angle), torch::sin(angle));
    const torch::Tensor e = torch::exp(z);
    const torch::Tensor cube = z * z * z;
    const auto mean = [step](const torch::Tensor& values) {
        return forBothParts(torch::real(values).mean(-1) * step);
    };
    m_full = forBothParts(torch::exp(linear * step));
    m_half = forBothParts(torch::exp(linear * (step / 2)));
    m_stage = mean((torch::exp(z / 2) - 1) / z);
    m_first = mean((-4 - z + e * (4 - 3 * z + z * z)) / cube);
    m_middle = mean((2 + z + e * (z - 2)) / cube * 2);
    m_last = mean((-4 - 3 * z - z * z + e * (4 - z)) / cube);
}

torch::Tensor Etdrk4::advance(const torch::Tensor& w, double t, const Nonlinear& nonlinear) const
{
    const auto rateOf = [&](const torch::Tensor& parts, double time) {
        return torch::view_as_real(nonlinear(torch::view_as_complex(parts), time));
    };
    const double middle = t + m_step / 2;
    const torch::Tensor start = torch::view_as_real(w);
    const torch::Tensor atStart = torch::view_as_real(nonlinear(w, t));
    const torch::Tensor half = m_half * start;
    const torch::Tensor a = torch::addcmul(half, m_stage, atStart);
    const torch::Tensor atA = rateOf(a, middle);
    const torch::Tensor b = torch::addcmul(half, m_stage, atA);
    const torch::Tensor atB = rateOf(b, middle);
    const torch::Tensor c = (m_half * a).addcmul_(m_stage, 2 * atB - atStart);
    const torch::Tensor atC = rateOf(c, t + m_step);
    torch::Tensor next = m_full * start;
    next.addcmul_(m_first, atStart).addcmul_(m_middle, atA + atB).addcmul_(m_last, atC);
    return torch::view_as_complex(next);
}

}  // namespace nie
