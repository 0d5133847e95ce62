#include "core/numerics/equation_catalog.h"

#include <cmath>
#include <numbers>

namespace nie {

namespace {

using std::numbers::pi;

constexpr double kKinkedMark = 1e-9;

CatalogEquation fredholm(const ScalarEquation& parts, std::string remark)
{
    return {scalarEquation(parts, IntegrationAxis::Kind::Fredholm),
            CatalogEquation::Group::Fredholm, 1e-10, std::move(remark)};
}

CatalogEquation kinked(const ScalarEquation& parts, std::string remark)
{
    CatalogEquation entry = fredholm(parts, std::move(remark));
    entry.equation.diagonal = KernelDiagonal::Kink;
    entry.mark = kKinkedMark;
    return entry;
}

/// Green's function of -y'' with y(0) = y(1) = 0.
double greensFunction(double x, double s)
{
    return s < x ? s * (1.0 - x) : x * (1.0 - s);
}

std::vector<CatalogEquation> linearEquations()
{
    return {
        fredholm({"F1",
                  "y = x + int_0^1 x s y(s) ds",
                  0,
                  1,
                  [](double x) { return x; },
                  [](double x, double s) { return x * s; },
                  {},
                  {},
                  [](double x) { return 1.5 * x; }},
                 "rank one, contracting by 1/3"),
        fredholm({"F2",
                  "y = sin(pi x)/2 + int_0^1 cos(pi (x-s)) y(s) ds",
                  0,
                  1,
                  [](double x) { return 0.5 * std::sin(pi * x); },
                  [](double x, double s) { return std::cos(pi * (x - s)); },
                  {},
                  {},
                  [](double x) { return std::sin(pi * x); }},
                 "rank two, spectral radius 1/2"),
        fredholm({"F3",
                  "y = e^x - (e^(x+1)-1)/(x+1) + int_0^1 e^(x s) y(s) ds",
                  0,
                  1,
                  [](double x) { return std::exp(x) - std::expm1(x + 1) / (x + 1); },
                  [](double x, double s) { return std::exp(x * s); },
                  {},
                  {},
                  [](double x) { return std::exp(x); }},
                 "spectral radius 1.35: Picard diverges"),
        fredholm({"F4",
                  "y = sin(2 pi x)/2 + 3/4 cos(4 pi x) + int_0^1 [cos(2 pi (x-s)) + cos(4 pi "
                  "(x-s))/2] y(s) ds",
                  0,
                  1,
                  [](double x) { return 0.5 * std::sin(2 * pi * x) + 0.75 * std::cos(4 * pi * x); },
                  [](double x, double s) {
                      return std::cos(2 * pi * (x - s)) + 0.5 * std::cos(4 * pi * (x - s));
                  },
                  {},
                  {},
                  [](double x) { return std::sin(2 * pi * x) + std::cos(4 * pi * x); }},
                 "convolution on a period: the trapezoid rule is exact"),
        kinked({"F5",
                "y = x + 1 + e x - e^x + int_0^1 |x-s| y(s) ds",
                0,
                1,
                [](double x) { return -std::exp(x) + x + 1 + std::exp(1.0) * x; },
                [](double x, double s) { return std::abs(x - s); },
                {},
                {},
                [](double x) { return std::exp(x); }},
               "kink at s = x: split"),
    };
}

std::vector<CatalogEquation> smoothNonlinearEquations()
{
    return {
        fredholm({"NF1", "y = x - pi/8 + 1/2 int_0^1 ds/(1 + y(s)^2)", 0, 1,
                  [](double x) { return x - pi / 8; }, [](double, double) { return 0.5; },
                  [](double y) { return 1 / (1 + y * y); },
                  [](double y) { return -2 * y / ((1 + y * y) * (1 + y * y)); },
                  [](double x) { return x; }},
                 "general non-linearity"),
        fredholm({"NF2", "y = sin(pi x) + 1/5 int_0^1 cos(pi x) sin(pi s) y(s)^3 ds", 0, 1,
                  [](double x) { return std::sin(pi * x); },
                  [](double x, double s) { return 0.2 * std::cos(pi * x) * std::sin(pi * s); },
                  [](double y) { return y * y * y; }, [](double y) { return 3 * y * y; },
                  [](double x) {
                      return std::sin(pi * x) + (20 - std::sqrt(391.0)) / 3 * std::cos(pi * x);
                  }},
                 "Hammerstein, cubic"),
        fredholm({"NF3", "y = 3/4 x + int_0^1 x s y(s)^2 ds", 0, 1,
                  [](double x) { return 0.75 * x; }, [](double x, double s) { return x * s; },
                  [](double y) { return y * y; }, [](double y) { return 2 * y; },
                  [](double x) { return x; }},
                 "second solution 3x"),
    };
}

std::vector<CatalogEquation> greensFunctionEquations()
{
    return {
        kinked({"NF5", "y = int_0^1 k(x,s) e^y(s) ds, k = s(1-x) for s < x, else x(1-s)", 0, 1,
                [](double) { return 0.0; }, greensFunction, [](double y) { return std::exp(y); },
                [](double y) { return std::exp(y); },
                [](double x) {
                    constexpr double theta = 1.5171645990507543685;
                    return -2 * std::log(std::cosh((x - 0.5) * theta / 2) / std::cosh(theta / 4));
                }},
               "Bratu, lower branch; kink"),
        kinked({"NF6", "y = 4 - 3 x - 3/2 int_0^1 k(x,s) y(s)^2 ds, k as in NF5", 0, 1,
                [](double x) { return 4 - 3 * x; },
                [](double x, double s) { return -1.5 * greensFunction(x, s); },
                [](double y) { return y * y; }, [](double y) { return 2 * y; },
                [](double x) { return 4 / ((1 + x) * (1 + x)); }},
               "negative eigenvalue: damping helps; kink"),
    };
}

}  // namespace

std::vector<CatalogEquation> fredholmEquations()
{
    std::vector<CatalogEquation> all;
    for (const auto& part :
         {linearEquations(), smoothNonlinearEquations(), greensFunctionEquations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace nie
