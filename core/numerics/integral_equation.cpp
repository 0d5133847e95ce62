#include "core/numerics/integral_equation.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

double checkedLimit(const IntegrationAxis& axis, double limit, double t, const char* which)
{
    const double slack = 1e-12 * (axis.upper - axis.lower);
    if (!std::isfinite(limit))
        throw InputError(fmt::format("{} limit at {} = {:.6g}", which, axis.name, t),
                         "the limit of the integral is not finite", fmt::format("{}", limit),
                         "a finite number");
    if (limit < axis.lower - slack || limit > axis.upper + slack)
        throw InputError(fmt::format("{} limit at {} = {:.6g}", which, axis.name, t),
                         "the limit of the integral leaves the domain",
                         fmt::format("{:.6g}", limit),
                         fmt::format("{:.6g} to {:.6g}", axis.lower, axis.upper));
    return std::clamp(limit, axis.lower, axis.upper);
}

/// Step of a central difference: cube root of the rounding unit, relative to y.
double differenceStep(double y)
{
    return 6e-6 * std::max(1.0, std::abs(y));
}

/// Central differences of any map of y: jacobian[r, c] = d value_r / d y_c.
template <class Function>
void differences(const Function& function, std::span<const double> y, std::size_t rows,
                 std::span<double> jacobian)
{
    std::vector<double> shifted(y.begin(), y.end());
    std::vector<double> above(rows);
    std::vector<double> below(rows);
    for (std::size_t c = 0; c < y.size(); ++c) {
        const double h = differenceStep(y[c]);
        shifted[c] = y[c] + h;
        function(shifted, above);
        shifted[c] = y[c] - h;
        function(shifted, below);
        shifted[c] = y[c];
        for (std::size_t r = 0; r < rows; ++r)
            jacobian[r * y.size() + c] = (above[r] - below[r]) / (2.0 * h);
    }
}

}  // namespace

double IntegrationAxis::lowerLimitAt(double t) const
{
    return lowerLimit ? checkedLimit(*this, lowerLimit(t), t, "lower") : lower;
}

double IntegrationAxis::upperLimitAt(double t) const
{
    if (upperLimit)
        return checkedLimit(*this, upperLimit(t), t, "upper");
    return kind == Kind::Volterra ? t : upper;
}

bool IntegralEquation::isVolterra() const
{
    return std::any_of(axes.begin(), axes.end(), [](const IntegrationAxis& axis) {
        return axis.kind == IntegrationAxis::Kind::Volterra;
    });
}

void IntegralEquation::evaluateIntegrand(std::span<const double> y, Point t, Point s,
                                         std::span<double> value) const
{
    if (integrand) {
        integrand(y, t, s, value);
        return;
    }
    const auto p = static_cast<std::size_t>(features);
    thread_local std::vector<double> matrix;
    thread_local std::vector<double> image;
    matrix.resize(value.size() * p);
    image.resize(p);
    kernel(t, s, matrix);
    if (nonlinearity)
        nonlinearity(y, image);
    else
        std::copy(y.begin(), y.end(), image.begin());
    for (std::size_t r = 0; r < value.size(); ++r) {
        value[r] = 0.0;
        for (std::size_t c = 0; c < p; ++c)
            value[r] += matrix[r * p + c] * image[c];
    }
}

void IntegralEquation::validate() const
{
    const auto refuse = [this](const std::string& what, const std::string& found = {},
                               const std::string& allowed = {}) {
        throw InputError(name.empty() ? "equation" : name, what, found, allowed);
    };
    if (channels < 1 || features < 1)
        refuse("no components", fmt::format("{} channels, {} features", channels, features),
               ">= 1");
    if (axes.empty())
        refuse("no axis to integrate along");
    for (const IntegrationAxis& axis : axes)
        if (!std::isfinite(axis.lower) || !std::isfinite(axis.upper) || !(axis.lower < axis.upper))
            refuse(fmt::format("axis {}: not an interval", axis.name),
                   fmt::format("[{}, {}]", axis.lower, axis.upper), "finite limits, lower < upper");
    if (!freeFunction)
        refuse("the free function is missing");
    if (!kernel && !integrand)
        refuse("neither kernel nor integrand is given");
    if (!integrand && !nonlinearity && features != channels)
        refuse("without F the kernel has to be square", fmt::format("{} x {}", channels, features));
    if (kind == Kind::First && (!isLinear() || axes.size() != 1 || channels != 1))
        refuse("first kind: only linear scalar equations on the line");
    if (axes.size() > 1 && diagonal != KernelDiagonal::Smooth)
        refuse("kernels that are not smooth at s = t: only on the line");
    if (diagonal == KernelDiagonal::AbelRoot && (!isVolterra() || axes[0].hasOwnLimits()))
        refuse("Abel kernels belong to Volterra equations with limits lower and t");
}

void evaluateNonlinearityJacobian(const IntegralEquation& equation, std::span<const double> y,
                                  std::span<double> jacobian)
{
    const auto p = static_cast<std::size_t>(equation.features);
    if (equation.nonlinearityJacobian) {
        equation.nonlinearityJacobian(y, jacobian);
    } else if (equation.nonlinearity) {
        differences(equation.nonlinearity, y, p, jacobian);
    } else {
        std::fill(jacobian.begin(), jacobian.end(), 0.0);
        for (std::size_t k = 0; k < p; ++k)
            jacobian[k * p + k] = 1.0;
    }
}

void evaluateIntegrandJacobian(const IntegralEquation& equation, std::span<const double> y, Point t,
                               Point s, std::span<double> jacobian)
{
    const auto at = [&](std::span<const double> shifted, std::span<double> value) {
        equation.evaluateIntegrand(shifted, t, s, value);
    };
    differences(at, y, static_cast<std::size_t>(equation.channels), jacobian);
}

}  // namespace nie
