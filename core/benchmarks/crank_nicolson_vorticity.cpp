#include "core/benchmarks/crank_nicolson_vorticity.h"

#include "core/base/error.h"

#include <numbers>

namespace nie {

CrankNicolsonVorticity::CrankNicolsonVorticity(double viscosity, const torch::Tensor& force,
                                               double step)
    : m_resolution(force.size(0)),
      m_step(step)
{
    const auto n = static_cast<double>(m_resolution);
    const torch::Tensor index = torch::arange(m_resolution, torch::kFloat64);
    const torch::Tensor kx = torch::where(index < n / 2, index, index - n).unsqueeze(1);
    const torch::Tensor ky = torch::arange(m_resolution / 2 + 1, torch::kFloat64).unsqueeze(0);
    constexpr double kTwoPi = 2 * std::numbers::pi;
    const torch::Tensor square = kTwoPi * kTwoPi * (kx * kx + ky * ky);
    torch::Tensor inverse = 1 / square;
    inverse.index_put_({0, 0}, 0.0);
    const torch::Tensor kept = ((3 * kx.abs() < n) & (3 * ky < n)).to(torch::kFloat64);
    const torch::Tensor damping = 0.5 * step * viscosity * square;
    m_explicit = (1 - damping) / (1 + damping);
    m_product = -step * kept / (1 + damping);
    m_force = step * torch::fft::rfft2(force) / (1 + damping);
    const torch::Tensor real =
        torch::stack({ky * inverse, -kx * inverse, kx + 0 * ky, ky + 0 * kx});
    m_derive = torch::complex(torch::zeros_like(real), kTwoPi * real);
}

torch::Tensor CrankNicolsonVorticity::advance(const torch::Tensor& w0, std::int64_t steps,
                                              const std::stop_token& stop) const
{
    const torch::NoGradGuard noGradient;
    const std::vector<std::int64_t> size{m_resolution, m_resolution};
    torch::Tensor w = torch::fft::rfft2(w0);
    for (std::int64_t k = 0; k < steps; ++k) {
        if (stop.stop_requested())
            throw Interrupted();
        const torch::Tensor fields = torch::fft::irfft2(w * m_derive, size);  // u, v, w_x, w_y
        const torch::Tensor product = fields[0] * fields[2] + fields[1] * fields[3];
        w = w * m_explicit + torch::fft::rfft2(product) * m_product + m_force;
    }
    return torch::fft::irfft2(w, size);
}

}  // namespace nie
