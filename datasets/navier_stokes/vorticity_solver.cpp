#include "datasets/navier_stokes/vorticity_solver.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

namespace {

constexpr double kPi = std::numbers::pi;

torch::Tensor imaginary(const torch::Tensor& value)
{
    return torch::complex(torch::zeros_like(value), value);
}

constexpr std::int64_t kMostSteps = 1000000;

/// The fewest steps that maxStep allows, or a quarter more, or two quarters ..., so that few
/// different steps occur. More than kMostSteps when there is no such number.
std::int64_t stepCount(double length, double maxStep, double stableStep)
{
    const double fewest = std::ceil(length / maxStep * (1 - 1e-12));
    const double quarters = std::max(4.0, std::ceil(4 * (length / stableStep) / fewest));
    const double count = std::ceil(quarters / 4 * fewest);
    return count <= static_cast<double>(kMostSteps) ? static_cast<std::int64_t>(count)
                                                    : kMostSteps + 1;
}

}  // namespace

VorticitySolver::VorticitySolver(std::int64_t resolution, double viscosity, Forcing forcing)
    : m_resolution(resolution),
      m_forcing(std::move(forcing))
{
    const auto count = static_cast<double>(resolution);
    const torch::Tensor index = torch::arange(resolution, torch::kFloat64);
    const torch::Tensor kx = torch::where(index < count / 2, index, index - count).unsqueeze(1);
    const torch::Tensor ky = torch::arange(resolution / 2 + 1, torch::kFloat64).unsqueeze(0);
    const torch::Tensor square = 4 * kPi * kPi * (kx * kx + ky * ky);
    // 3 k < n, not 3 k <= n: the sum of two wavenumbers n / 3 would be folded onto -n / 3.
    const torch::Tensor kept =
        ((3 * kx.abs() < count) & (3 * ky < count)).to(torch::kFloat64).contiguous();
    torch::Tensor inverse = 1 / square;
    inverse.index_put_({0, 0}, 0.0);
    m_linear = -viscosity * square;
    m_inverse = inverse.unsqueeze(-1);
    m_minusKept = torch::stack({-kept, -kept}, -1);
    m_derive = torch::stack({imaginary(2 * kPi * ky * inverse * kept),
                             imaginary(-2 * kPi * kx * inverse * kept),
                             imaginary(2 * kPi * kx * kept), imaginary(2 * kPi * ky * kept)});
}

torch::Tensor VorticitySolver::spectrum(const torch::Tensor& field) const
{
    return torch::fft::rfft2(field);
}

torch::Tensor VorticitySolver::field(const torch::Tensor& spectrum) const
{
    return torch::fft::irfft2(spectrum, torch::IntArrayRef({m_resolution, m_resolution}));
}

torch::Tensor VorticitySolver::streamFunction(const torch::Tensor& w) const
{
    return torch::view_as_complex(torch::view_as_real(w) * m_inverse);
}

torch::Tensor VorticitySolver::velocity(const torch::Tensor& w) const
{
    return field(w.unsqueeze(-3) * m_derive.narrow(0, 0, 2));
}

torch::Tensor VorticitySolver::advection(const torch::Tensor& w) const
{
    const torch::Tensor fields = field(w.unsqueeze(-3) * m_derive);  // u, v, w_x, w_y
    torch::Tensor product = fields.select(-3, 0) * fields.select(-3, 2);
    product.addcmul_(fields.select(-3, 1), fields.select(-3, 3));
    const torch::Tensor result = spectrum(product);
    torch::view_as_real(result).mul_(m_minusKept);
    return result;
}

torch::Tensor VorticitySolver::rate(const torch::Tensor& w, double t) const
{
    torch::Tensor result = advection(w);
    if (m_forcing)
        result.add_(m_forcing(t));
    return result;
}

std::shared_ptr<const Etdrk4> VorticitySolver::stepper(double step) const
{
    const std::scoped_lock lock(m_mutex);
    std::shared_ptr<const Etdrk4>& known = m_steppers[step];
    if (!known)
        known = std::make_shared<const Etdrk4>(m_linear, step);
    return known;
}

torch::Tensor VorticitySolver::integrate(torch::Tensor w, double t, double step, std::int64_t steps,
                                         const std::stop_token& stop) const
{
    const auto scheme = stepper(step);
    const auto nonlinear = [this](const torch::Tensor& at, double time) { return rate(at, time); };
    for (std::int64_t k = 0; k < steps; ++k) {
        if (stop.stop_requested())
            throw Interrupted();
        w = scheme->advance(w, t + static_cast<double>(k) * step, nonlinear);
    }
    return w;
}

torch::Tensor VorticitySolver::stableStep(const torch::Tensor& w) const
{
    const auto largest = std::floor((static_cast<double>(m_resolution) - 1) / 3);
    const torch::Tensor speed = velocity(w).abs().amax({-2, -1}).sum(-1);
    return std::sqrt(8.0) / (2 * kPi * largest) / speed;  // infinite for a fluid at rest
}

torch::Tensor VorticitySolver::solveInterval(const torch::Tensor& w, double t, double length,
                                             double maxStep, const std::stop_token& stop) const
{
    // A flow that speeds up within the interval may leave the bound by so much; dissipation at the
    // largest wavenumbers and the bound's own margin cover it.
    constexpr double kTolerated = 1.5;
    const torch::Tensor bound = stableStep(w);
    std::map<std::int64_t, std::vector<std::int64_t>> samplesBySteps;
    for (std::int64_t i = 0; i < w.size(0); ++i)
        samplesBySteps[stepCount(length, maxStep, bound[i].item<double>())].push_back(i);

    torch::Tensor result = torch::empty_like(w);
    while (!samplesBySteps.empty()) {
        const auto group = samplesBySteps.extract(samplesBySteps.begin());
        const std::int64_t steps = group.key();
        if (steps > kMostSteps)
            throw RunError("navier_stokes", "no step is small enough for the flow",
                           fmt::format("{} steps in {:.3g} units of time", steps, length));
        const torch::Tensor samples = torch::tensor(group.mapped(), torch::kInt64);
        const double step = length / static_cast<double>(steps);
        const torch::Tensor end = integrate(w.index_select(0, samples), t, step, steps, stop);
        result.index_copy_(0, samples, end);
        const torch::Tensor boundAtEnd = stableStep(end);
        for (std::int64_t i = 0; i < end.size(0); ++i)
            if (!(step <= kTolerated * boundAtEnd[i].item<double>()))  // not-a-number too
                samplesBySteps[2 * steps].push_back(group.mapped()[static_cast<std::size_t>(i)]);
    }
    return result;
}

torch::Tensor VorticitySolver::solve(const torch::Tensor& w0, const std::vector<double>& times,
                                     double maxStep, const std::stop_token& stop) const
{
    torch::Tensor fields = torch::empty(
        {w0.size(0), static_cast<std::int64_t>(times.size()), m_resolution, m_resolution},
        torch::kFloat64);
    fields.select(1, 0).copy_(w0);
    torch::Tensor w = spectrum(w0);
    for (std::size_t k = 1; k < times.size(); ++k) {
        const double between = times[k] - times[k - 1];
        const double intervals = std::ceil(between * (1 - 1e-12));
        const double length = between / intervals;
        for (double i = 0; i < intervals; ++i)
            w = solveInterval(w, times[k - 1] + i * length, length, maxStep, stop);
        fields.select(1, static_cast<std::int64_t>(k)).copy_(field(w));
    }
    return fields;
}

}  // namespace nie
