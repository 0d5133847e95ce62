#include "core/numerics/equation_catalog.h"

#include <cmath>
#include <numbers>

namespace nie {

namespace {

using std::numbers::pi;

CatalogEquation firstKind(const ScalarEquation& parts, IntegrationAxis::Kind kind, double mark,
                          std::string remark)
{
    CatalogEquation entry{scalarEquation(parts, kind), CatalogEquation::Group::FirstKind, mark,
                          std::move(remark)};
    entry.equation.kind = IntegralEquation::Kind::First;
    return entry;
}

/// Phillips' bell: 1 + cos(pi z/3) for |z| < 3.
double bell(double z)
{
    return std::abs(z) < 3 ? 1 + std::cos(pi * z / 3) : 0.0;
}

double phillipsData(double x)
{
    const double a = std::abs(x);
    return (6 - a) * (1 + 0.5 * std::cos(pi * x / 3)) + 9 / (2 * pi) * std::sin(pi * a / 3);
}

}  // namespace

std::vector<CatalogEquation> firstKindEquations()
{
    using Kind = IntegrationAxis::Kind;
    CatalogEquation abel = firstKind({"V6",
                                      "int_0^x (x-s)^(-1/2) y(s) ds = x",
                                      0,
                                      1,
                                      [](double x) { return x; },
                                      [](double, double) { return 1.0; },
                                      {},
                                      {},
                                      [](double x) { return 2 * std::sqrt(x) / pi; }},
                                     Kind::Volterra, 1e-10, "Abel's equation: tautochrone");
    abel.equation.diagonal = KernelDiagonal::AbelRoot;
    return {
        abel,
        firstKind({"V7",
                   "int_0^x e^(x-s) y(s) ds = sin x",
                   0,
                   3,
                   [](double x) { return std::sin(x); },
                   [](double x, double s) { return std::exp(x - s); },
                   {},
                   {},
                   [](double x) { return std::cos(x) - std::sin(x); }},
                  Kind::Volterra, 1e-10, "first kind, K(x,x) = 1"),
        firstKind({"V8",
                   "int_0^x cos(x-s) y(s) ds = sin x",
                   0,
                   3,
                   [](double x) { return std::sin(x); },
                   [](double x, double s) { return std::cos(x - s); },
                   {},
                   {},
                   [](double) { return 1.0; }},
                  Kind::Volterra, 1e-10, "first kind, K(x,x) = 1"),
        firstKind({"F6",
                   "int_0^1 e^(x s) y(s) ds = (e^(x+1)-1)/(x+1)",
                   0,
                   1,
                   [](double x) { return std::expm1(x + 1) / (x + 1); },
                   [](double x, double s) { return std::exp(x * s); },
                   {},
                   {},
                   [](double x) { return std::exp(x); }},
                  Kind::Fredholm, 1e-6, "severely ill-posed: Tikhonov"),
        firstKind({"Phillips",
                   "int_-6^6 p(x-s) y(s) ds = (6-|x|)(1 + cos(pi x/3)/2) + 9/(2 pi) sin(pi |x|/3), "
                   "p(z) = 1 + cos(pi z/3) for |z| < 3",
                   -6,
                   6,
                   phillipsData,
                   [](double x, double s) { return bell(x - s); },
                   {},
                   {},
                   bell},
                  Kind::Fredholm, 1e-2, "moderately ill-posed, kinked kernel"),
    };
}

}  // namespace nie
