#include "core/numerics/equation_catalog.h"

#include <cmath>
#include <numbers>

namespace nie {

namespace {

using std::numbers::pi;

CatalogEquation volterra(const ScalarEquation& parts, std::string remark)
{
    return {scalarEquation(parts, IntegrationAxis::Kind::Volterra),
            CatalogEquation::Group::Volterra, 1e-10, std::move(remark)};
}

double one(double, double)
{
    return 1.0;
}

std::vector<CatalogEquation> linearEquations()
{
    return {
        volterra({"V1",
                  "y = 1 + int_0^x y(s) ds",
                  0,
                  2,
                  [](double) { return 1.0; },
                  one,
                  {},
                  {},
                  [](double x) { return std::exp(x); }},
                 "y' = y"),
        volterra({"V2",
                  "y = x + int_0^x (s-x) y(s) ds",
                  0,
                  6,
                  [](double x) { return x; },
                  [](double x, double s) { return s - x; },
                  {},
                  {},
                  [](double x) { return std::sin(x); }},
                 "oscillating"),
        volterra({"V3",
                  "y = 1 + int_0^x (x-s) y(s) ds",
                  0,
                  2,
                  [](double) { return 1.0; },
                  [](double x, double s) { return x - s; },
                  {},
                  {},
                  [](double x) { return std::cosh(x); }},
                 "growing"),
        volterra({"V4",
                  "y = x^2 cos x + (1-x) sin x + int_0^x x s y(s) ds",
                  0,
                  pi,
                  [](double x) { return x * x * std::cos(x) + (1 - x) * std::sin(x); },
                  [](double x, double s) { return x * s; },
                  {},
                  {},
                  [](double x) { return std::sin(x); }},
                 "errors are amplified by e^(x^3/3) = 3e4"),
    };
}

CatalogEquation abelEquation()
{
    CatalogEquation abel =
        volterra({"V5",
                  "y = 2 sqrt(x) - int_0^x (x-s)^(-1/2) y(s) ds",
                  0,
                  1,
                  [](double x) { return 2 * std::sqrt(x); },
                  [](double, double) { return -1.0; },
                  {},
                  {},
                  [](double x) { return 1 - std::exp(pi * x) * std::erfc(std::sqrt(pi * x)); }},
                 "Abel: weakly singular, y ~ sqrt(x) at 0");
    abel.equation.diagonal = KernelDiagonal::AbelRoot;
    abel.mark = 1e-6;
    return abel;
}

std::vector<CatalogEquation> nonlinearEquations()
{
    const auto square = [](double y) { return y * y; };
    const auto twice = [](double y) { return 2 * y; };
    return {
        volterra({"NV1", "y = 1 + int_0^x y(s)^2 ds", 0, 0.9, [](double) { return 1.0; }, one,
                  square, twice, [](double x) { return 1 / (1 - x); }},
                 "blows up at x = 1"),
        volterra({"NV2", "y = x + int_0^x y(s)^2 ds", 0, 1, [](double x) { return x; }, one, square,
                  twice, [](double x) { return std::tan(x); }},
                 "pole at pi/2"),
        volterra({"NV3", "y = int_0^x e^(-y(s)) ds", 0, 5, [](double) { return 0.0; }, one,
                  [](double y) { return std::exp(-y); }, [](double y) { return -std::exp(-y); },
                  [](double x) { return std::log1p(x); }},
                 "long interval"),
        volterra({"NV4", "y = e^x + x (1 - e^(3x))/3 + x int_0^x y(s)^3 ds", 0, 1,
                  [](double x) { return std::exp(x) - x * std::expm1(3 * x) / 3; },
                  [](double x, double) { return x; }, [](double y) { return y * y * y; },
                  [](double y) { return 3 * y * y; }, [](double x) { return std::exp(x); }},
                 "cubic; coarse marching blows up"),
        volterra({"NV6", "y = 1/10 + int_0^x 2 y(s) (1 - y(s)) ds", 0, 5,
                  [](double) { return 0.1; }, one, [](double y) { return 2 * y * (1 - y); },
                  [](double y) { return 2 - 4 * y; },
                  [](double x) { return 1 / (1 + 9 * std::exp(-2 * x)); }},
                 "logistic: Picard on the whole interval overflows"),
    };
}

/// Two components that turn and decay.
CatalogEquation rotatingSystem()
{
    CatalogEquation entry;
    entry.group = CatalogEquation::Group::Volterra;
    entry.remark = "system";
    IntegralEquation& equation = entry.equation;
    equation.name = "S1";
    equation.formula = "y1 = 1 + int_0^x (-y1/10 - 2 y2) ds, y2 = int_0^x (2 y1 - y2/10) ds";
    equation.channels = equation.features = 2;
    equation.axes[0] = {"x", 0, 6, IntegrationAxis::Kind::Volterra, {}, {}};
    equation.freeFunction = [](Point, std::span<double> value) {
        value[0] = 1;
        value[1] = 0;
    };
    equation.kernel = [](Point, Point, std::span<double> k) {
        k[0] = -0.1;
        k[1] = -2;
        k[2] = 2;
        k[3] = -0.1;
    };
    equation.exact = [](Point x, std::span<double> value) {
        value[0] = std::exp(-0.1 * x[0]) * std::cos(2 * x[0]);
        value[1] = std::exp(-0.1 * x[0]) * std::sin(2 * x[0]);
    };
    return entry;
}

/// The spirals on which neural integral equations are trained, for the base curve. The kernel is
/// separable, so the equation is an initial value problem; there is no closed form.
CatalogEquation spirals()
{
    CatalogEquation entry;
    entry.group = CatalogEquation::Group::Volterra;
    entry.remark = "no closed form; y(1) = (0.5414590227, -0.5390110444)";
    IntegralEquation& equation = entry.equation;
    equation.name = "spirals";
    equation.formula =
        "y = (cos t, cos(t+pi)) + int_0^t [cos D, -sin D; -sin D, -cos D] tanh(2 pi y(s)) ds, "
        "D = 2 pi (t+s)";
    equation.channels = equation.features = 2;
    equation.axes[0] = {"t", 0, 1, IntegrationAxis::Kind::Volterra, {}, {}};
    equation.freeFunction = [](Point t, std::span<double> value) {
        value[0] = std::cos(t[0]);
        value[1] = std::cos(t[0] + pi);
    };
    equation.kernel = [](Point t, Point s, std::span<double> k) {
        const double d = 2 * pi * (t[0] + s[0]);
        k[0] = std::cos(d);
        k[1] = k[2] = -std::sin(d);
        k[3] = -std::cos(d);
    };
    equation.nonlinearity = [](std::span<const double> y, std::span<double> value) {
        value[0] = std::tanh(2 * pi * y[0]);
        value[1] = std::tanh(2 * pi * y[1]);
    };
    return entry;
}

}  // namespace

std::vector<CatalogEquation> volterraEquations()
{
    std::vector<CatalogEquation> all = linearEquations();
    all.push_back(abelEquation());
    for (CatalogEquation& entry : nonlinearEquations())
        all.push_back(std::move(entry));
    all.push_back(rotatingSystem());
    all.push_back(spirals());
    return all;
}

}  // namespace nie
