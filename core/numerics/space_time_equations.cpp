#include "core/numerics/equation_catalog.h"

#include <cmath>
#include <numbers>

namespace nie {

namespace {

using std::numbers::pi;

constexpr double kSpaceTimeMark = 1e-8;

CatalogEquation onUnitSquare(const char* name, const char* formula, CatalogEquation::Group group,
                             const char* remark)
{
    CatalogEquation entry;
    entry.group = group;
    entry.mark = kSpaceTimeMark;
    entry.remark = remark;
    entry.equation.name = name;
    entry.equation.formula = formula;
    const bool time = group == CatalogEquation::Group::SpaceTime;
    const auto second = time ? IntegrationAxis::Kind::Volterra : IntegrationAxis::Kind::Fredholm;
    entry.equation.axes = {{"x", 0, 1, IntegrationAxis::Kind::Fredholm, {}, {}},
                           {time ? "t" : "z", 0, 1, second, {}, {}}};
    return entry;
}

void setScalar(IntegralEquation& equation, double (*f)(Point), double (*kernel)(Point, Point),
               double (*exact)(Point))
{
    equation.freeFunction = [f](Point p, std::span<double> value) { value[0] = f(p); };
    equation.kernel = [kernel](Point p, Point q, std::span<double> value) {
        value[0] = kernel(p, q);
    };
    equation.exact = [exact](Point p, std::span<double> value) { value[0] = exact(p); };
}

void squareNonlinearity(IntegralEquation& equation)
{
    equation.nonlinearity = [](std::span<const double> u, std::span<double> value) {
        value[0] = u[0] * u[0];
    };
    equation.nonlinearityJacobian = [](std::span<const double> u, std::span<double> value) {
        value[0] = 2 * u[0];
    };
}

std::vector<CatalogEquation> spaceEquations()
{
    CatalogEquation g1 = onUnitSquare("G1", "u = 8/9 x z + int int x z s t u(s,t) ds dt",
                                      CatalogEquation::Group::Space, "rank one in the plane");
    setScalar(
        g1.equation, [](Point p) { return 8.0 / 9.0 * p[0] * p[1]; },
        [](Point p, Point q) { return p[0] * p[1] * q[0] * q[1]; },
        [](Point p) { return p[0] * p[1]; });
    CatalogEquation g2 = onUnitSquare(
        "G2", "u = 3/4 sin(pi x) sin(pi z) + int int cos(pi (x-s)) cos(pi (z-t)) u(s,t) ds dt",
        CatalogEquation::Group::Space, "convolution in the plane");
    setScalar(
        g2.equation, [](Point p) { return 0.75 * std::sin(pi * p[0]) * std::sin(pi * p[1]); },
        [](Point p, Point q) {
            return std::cos(pi * (p[0] - q[0])) * std::cos(pi * (p[1] - q[1]));
        },
        [](Point p) { return std::sin(pi * p[0]) * std::sin(pi * p[1]); });
    CatalogEquation g3 =
        onUnitSquare("G3", "u = (1+x+z)^-2 - x/(6(1+z)) + int int x/(1+z) (1+s+t) u(s,t)^2 ds dt",
                     CatalogEquation::Group::Space, "non-linear in the plane");
    setScalar(
        g3.equation,
        [](Point p) { return std::pow(1 + p[0] + p[1], -2) - p[0] / (6 * (1 + p[1])); },
        [](Point p, Point q) { return p[0] / (1 + p[1]) * (1 + q[0] + q[1]); },
        [](Point p) { return std::pow(1 + p[0] + p[1], -2); });
    squareNonlinearity(g3.equation);
    return {g1, g2, g3};
}

}  // namespace

std::vector<CatalogEquation> spaceTimeEquations()
{
    std::vector<CatalogEquation> all = spaceEquations();
    CatalogEquation p1 =
        onUnitSquare("P1", "u = sin(pi x) (e^t + 1)/2 + int_0^t int_0^1 cos(pi (x-z)) u(z,s) dz ds",
                     CatalogEquation::Group::SpaceTime, "Fredholm in space, Volterra in time");
    setScalar(
        p1.equation, [](Point p) { return 0.5 * std::sin(pi * p[0]) * (std::exp(p[1]) + 1); },
        [](Point p, Point q) { return std::cos(pi * (p[0] - q[0])); },
        [](Point p) { return std::exp(p[1]) * std::sin(pi * p[0]); });
    all.push_back(p1);
    CatalogEquation p2 =
        onUnitSquare("P2", "u = x e^-t - x (1 - e^(-2t))/8 + int_0^t int_0^1 x z u(z,s)^2 dz ds",
                     CatalogEquation::Group::SpaceTime, "non-linear in space-time");
    setScalar(
        p2.equation,
        [](Point p) { return p[0] * std::exp(-p[1]) + p[0] * std::expm1(-2 * p[1]) / 8; },
        [](Point p, Point q) { return p[0] * q[0]; },
        [](Point p) { return p[0] * std::exp(-p[1]); });
    squareNonlinearity(p2.equation);
    all.push_back(p2);
    return all;
}

}  // namespace nie
