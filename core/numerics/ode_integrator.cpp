#include "core/numerics/ode_integrator.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

/// Below this share of the time reached a step no longer moves it.
constexpr double kLeastStep = 1e-14;

double rootMeanSquare(const torch::Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

}  // namespace

OdeIntegrator::OdeIntegrator(const OdeFunction& f, const OdeOptions& options, std::stop_token stop,
                             OdeFacts& facts)
    : m_options(options),
      m_facts(facts)
{
    m_f = [this, &f, stop = std::move(stop)](double t, const torch::Tensor& y) {
        if (stop.stop_requested())
            throw Interrupted();
        if (m_facts.evaluations >= m_options.maxEvaluations)
            throw RunError(
                "ODE solver",
                "the evaluations allowed (max_evaluations) are used up before the end: the "
                "dynamics have become stiff; a larger tolerance, a smaller learning rate or "
                "rk4 may help",
                std::to_string(m_facts.evaluations) + " evaluations, at t = " + std::to_string(t));
        ++m_facts.evaluations;
        return f(t, y);
    };
}

double OdeIntegrator::norm(const torch::Tensor& error, const torch::Tensor& y,
                           const torch::Tensor& end) const
{
    const torch::NoGradGuard noGrad;
    const auto scale = torch::maximum(y.abs(), end.abs())
                           .mul_(m_options.relativeTolerance)
                           .add_(m_options.absoluteTolerance);
    return rootMeanSquare(error / scale);
}

/// Hairer, Norsett and Wanner, II.4.
double OdeIntegrator::firstStep(double t, const torch::Tensor& y, const torch::Tensor& slope)
{
    const torch::NoGradGuard noGrad;
    const double size = norm(y, y, y);
    const double speed = norm(slope, y, y);
    const double guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
    const auto ahead = m_f(t + m_direction * guess, y + m_direction * guess * slope);
    const double bend = norm(ahead - slope, y, y) / guess;
    const double largest = std::max(speed, bend);
    const double next =
        largest <= 1e-15 ? std::max(1e-6, guess * 1e-3) : std::pow(0.01 / largest, 1.0 / 5.0);
    return std::min(100.0 * guess, next);
}

DormandPrinceStep OdeIntegrator::accepted(double t, const torch::Tensor& y,
                                          const torch::Tensor& slope, double limit)
{
    bool rejected = false;
    while (true) {
        const bool cut = m_step >= limit;
        const double size = cut ? limit : m_step;
        // Also true of a step that is not a number.
        if (!(size > kLeastStep * std::max(std::abs(t), 1e-3)))
            throw RunError("ODE solver",
                           "the step has become too small: the dynamics are stiff or not finite",
                           "step " + std::to_string(size) + " at t = " + std::to_string(t));
        auto step = dormandPrinceStep(m_f, t, y, slope, m_direction * size);
        const double error = norm(step.localError(), y, step.end);
        const double wanted =
            std::isfinite(error) ? 0.9 * std::pow(std::max(error, 1e-10), -0.2) : 0.2;
        const double factor = std::clamp(wanted, 0.2, rejected ? 1.0 : 10.0);
        if (error <= 1.0) {
            // A step cut short says little about how long the next may be.
            m_step = cut ? std::max(m_step, size * factor) : size * factor;
            ++m_facts.steps;
            m_facts.localErrors.push_back(error);
            return step;
        }
        m_step = size * factor;
        rejected = true;
        ++m_facts.rejectedSteps;
    }
}

torch::Tensor OdeIntegrator::acrossFixed(const torch::Tensor& y0, double from, double to)
{
    const std::int64_t count = std::max<std::int64_t>(1, m_options.steps);
    const double h = (to - from) / static_cast<double>(count);
    torch::Tensor y = y0;
    torch::Tensor slope = m_f(from, y);
    for (std::int64_t i = 0; i < count; ++i) {
        const double t = from + static_cast<double>(i) * h;
        ++m_facts.steps;
        if (m_options.method == "rk4") {
            y = classicalRungeKuttaStep(m_f, t, y, slope, h);
            if (i + 1 < count)
                slope = m_f(t + h, y);
        } else {
            const auto step = dormandPrinceStep(m_f, t, y, slope, h);
            y = step.end;
            slope = step.slopes.back();
        }
    }
    return y;
}

torch::Tensor OdeIntegrator::across(const torch::Tensor& y0, double from, double to)
{
    if (fixed())
        return acrossFixed(y0, from, to);
    m_direction = to > from ? 1.0 : -1.0;
    torch::Tensor y = y0;
    torch::Tensor slope = m_f(from, y);
    if (m_step <= 0.0)
        m_step = firstStep(from, y, slope);
    double t = from;
    while (true) {
        const double rest = std::abs(to - t);
        const auto step = accepted(t, y, slope, rest);
        y = step.end;
        slope = step.slopes.back();
        if (std::abs(step.h) >= rest)
            return y;
        t += step.h;
    }
}

torch::Tensor OdeIntegrator::through(const torch::Tensor& y0, const std::vector<double>& times)
{
    std::vector<torch::Tensor> parts{y0.unsqueeze(0)};
    if (fixed()) {
        torch::Tensor y = y0;
        for (std::size_t i = 1; i < times.size(); ++i) {
            y = acrossFixed(y, times[i - 1], times[i]);
            parts.push_back(y.unsqueeze(0));
        }
        return torch::cat(parts);
    }
    if (times.size() == 1)
        return parts.front();
    m_direction = times[1] > times[0] ? 1.0 : -1.0;
    double t = times[0];
    torch::Tensor y = y0;
    torch::Tensor slope = m_f(t, y);
    m_step = firstStep(t, y, slope);
    for (std::size_t next = 1; next < times.size();) {
        const auto step = accepted(t, y, slope, std::numeric_limits<double>::infinity());
        std::vector<double> thetas;
        for (; next < times.size() && (times[next] - t) / step.h <= 1.0; ++next)
            thetas.push_back((times[next] - t) / step.h);
        if (!thetas.empty())
            parts.push_back(step.at(thetas));
        t += step.h;
        y = step.end;
        slope = step.slopes.back();
    }
    return torch::cat(parts);
}

}  // namespace nie
