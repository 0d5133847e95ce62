#include "core/numerics/quadrature_choice.h"

#include "core/base/error.h"
#include "core/numerics/random_quadrature.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace nie {

namespace {

constexpr std::array<std::pair<QuadratureKind, const char*>, 9> kNames{{
    {QuadratureKind::Gauss, "gauss"},
    {QuadratureKind::ClenshawCurtis, "clenshaw_curtis"},
    {QuadratureKind::Trapezoid, "trapezoid"},
    {QuadratureKind::Simpson, "simpson"},
    {QuadratureKind::Midpoint, "midpoint"},
    {QuadratureKind::MonteCarlo, "monte_carlo"},
    {QuadratureKind::Stratified, "stratified"},
    {QuadratureKind::Lattice, "lattice"},
    {QuadratureKind::Sobol, "sobol"},
}};

}  // namespace

std::string quadratureName(QuadratureKind kind)
{
    return std::find_if(kNames.begin(), kNames.end(),
                        [kind](const auto& entry) { return entry.first == kind; })
        ->second;
}

std::vector<std::string> quadratureNames()
{
    std::vector<std::string> names;
    for (const auto& [kind, name] : kNames)
        names.emplace_back(name);
    return names;
}

QuadratureKind quadratureFromName(const std::string& name)
{
    for (const auto& [kind, known] : kNames)
        if (name == known)
            return kind;
    throw InputError("quadrature", "unknown rule", name,
                     fmt::format("{}", fmt::join(quadratureNames(), ", ")));
}

bool isRandom(QuadratureKind kind)
{
    return kind == QuadratureKind::MonteCarlo || kind == QuadratureKind::Stratified ||
           kind == QuadratureKind::Lattice || kind == QuadratureKind::Sobol;
}

QuadratureRule makeQuadrature(QuadratureKind kind, int nodes, double lower, double upper,
                              std::uint64_t seed)
{
    switch (kind) {
    case QuadratureKind::Gauss:
        return gaussLegendre(nodes, lower, upper);
    case QuadratureKind::ClenshawCurtis:
        return clenshawCurtis(nodes - 1, lower, upper);
    case QuadratureKind::Trapezoid:
        return trapezoidRule(nodes - 1, lower, upper);
    case QuadratureKind::Simpson:
        return simpsonRule(nodes - nodes % 2, lower, upper);
    case QuadratureKind::Midpoint:
        return midpointRule(nodes, lower, upper);
    case QuadratureKind::MonteCarlo:
        return monteCarlo(nodes, lower, upper, seed);
    case QuadratureKind::Stratified:
        return stratified(nodes, lower, upper, seed);
    case QuadratureKind::Lattice:
        return shiftedLattice(nodes, lower, upper, seed);
    case QuadratureKind::Sobol:
        return sobolRule(nodes, lower, upper, seed);
    }
    throw InputError("quadrature", "unknown rule");
}

}  // namespace nie
