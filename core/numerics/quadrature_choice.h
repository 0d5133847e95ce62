#pragma once

#include "core/numerics/quadrature.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// The rules that can be chosen by name.
enum class QuadratureKind {
    Gauss,
    ClenshawCurtis,
    Trapezoid,
    Simpson,
    Midpoint,
    MonteCarlo,
    Stratified,
    Lattice,
    Sobol
};

/// "gauss", "clenshaw_curtis", "trapezoid", "simpson", "midpoint", "monte_carlo", "stratified",
/// "lattice", "sobol".
std::string quadratureName(QuadratureKind kind);
std::vector<std::string> quadratureNames();
/// Throws InputError naming what is allowed.
QuadratureKind quadratureFromName(const std::string& name);

bool isRandom(QuadratureKind kind);

/// The rule with (about) `nodes` nodes: closed rules take nodes - 1 intervals, Simpson an even
/// number of them. `seed` matters for the random ones only.
QuadratureRule makeQuadrature(QuadratureKind kind, int nodes, double lower, double upper,
                              std::uint64_t seed = 0);

}  // namespace nie
