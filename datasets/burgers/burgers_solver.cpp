#include "datasets/burgers/burgers_solver.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <numbers>

namespace nie {

BurgersSolver::BurgersSolver(std::int64_t resolution, double viscosity) : m_resolution(resolution)
{
    const torch::Tensor k = torch::arange(resolution / 2 + 1, torch::kFloat64);
    const torch::Tensor kept = (3 * k < static_cast<double>(resolution)).to(torch::kFloat64);
    m_linear = -viscosity * (2 * std::numbers::pi * k).square();
    m_kept = torch::stack({kept, kept}, -1);
    m_advect = torch::complex(torch::zeros_like(k), -std::numbers::pi * k * kept);
    m_parseval = torch::full_like(k, 2.0);
    m_parseval[0] = 1.0;
    if (resolution % 2 == 0)
        m_parseval[-1] = 1.0;
    m_parseval = (m_parseval / static_cast<double>(resolution * resolution)).unsqueeze(-1);
}

torch::Tensor BurgersSolver::nonlinear(const torch::Tensor& w) const
{
    // Masked before the square too: what is above the mask would be folded back into what is kept.
    const torch::Tensor kept = torch::view_as_complex(torch::view_as_real(w) * m_kept);
    const torch::Tensor u = torch::fft::irfft(kept, m_resolution);
    return torch::fft::rfft(u * u) * m_advect;
}

torch::Tensor BurgersSolver::energy(const torch::Tensor& w) const
{
    return (torch::view_as_real(w).square() * m_parseval).sum({-2, -1});
}

std::pair<torch::Tensor, torch::Tensor> BurgersSolver::integrate(
    const torch::Tensor& u0, double step, const std::vector<std::int64_t>& steps,
    const std::stop_token& stop) const
{
    const Etdrk4 stepper(m_linear, step);
    const auto rate = [this](const torch::Tensor& w, double) { return nonlinear(w); };
    torch::Tensor u = torch::empty(
        {u0.size(0), static_cast<std::int64_t>(steps.size()), m_resolution}, torch::kFloat64);
    torch::Tensor w = torch::fft::rfft(u0);
    torch::Tensor energyNow = energy(w);
    torch::Tensor stable = energyNow.isfinite();
    std::int64_t done = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        for (; done < steps[k]; ++done) {
            if (stop.stop_requested())
                throw Interrupted();
            w = stepper.advance(w, step * static_cast<double>(done), rate);
            const torch::Tensor energyNext = energy(w);
            stable.logical_and_(energyNext <= energyNow);
            energyNow = energyNext;
        }
        u.select(1, static_cast<std::int64_t>(k))
            .copy_(done == 0 ? u0 : torch::fft::irfft(w, m_resolution));
    }
    return {u, stable};
}

BurgersSolver::Solution BurgersSolver::solve(const torch::Tensor& u0, double interval,
                                             const std::vector<std::int64_t>& slices,
                                             const std::stop_token& stop) const
{
    constexpr std::int64_t kMaxHalvings = 12;
    Solution solution{{}, 0};
    torch::Tensor missing = torch::arange(u0.size(0), torch::kInt64);
    for (std::int64_t halvings = 0; halvings <= kMaxHalvings; ++halvings) {
        const std::int64_t factor = std::int64_t(1) << halvings;
        std::vector<std::int64_t> steps = slices;
        for (std::int64_t& count : steps)
            count *= factor;
        const auto [u, stable] = integrate(u0.index_select(0, missing),
                                           interval / static_cast<double>(factor), steps, stop);
        solution.halvings = halvings;
        if (halvings == 0)
            solution.u = u;
        else
            solution.u.index_copy_(0, missing, u);
        missing = missing.masked_select(stable.logical_not());
        if (missing.numel() == 0)
            return solution;
    }
    throw RunError("burgers", "the solution does not become stable",
                   fmt::format("{} samples with a step of {:.3g}", missing.numel(),
                               interval / static_cast<double>(1 << kMaxHalvings)));
}

}  // namespace nie
