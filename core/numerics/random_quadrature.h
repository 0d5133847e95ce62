#pragma once

#include "core/numerics/quadrature.h"

#include <cstdint>

namespace nie {

// Rules with random nodes; the same seed gives the same rule on every platform. All are unbiased.
// Error for a smooth integrand g with standard deviation sd(g):

/// Independent uniform nodes, equal weights: (upper - lower) sd(g) / sqrt(count).
QuadratureRule monteCarlo(int count, double lower, double upper, std::uint64_t seed);

/// One uniform node in each of `count` equal cells: order 3/2.
QuadratureRule stratified(int count, double lower, double upper, std::uint64_t seed);

/// Quasi Monte Carlo on the line: the lattice (j + U)/count with one random shift U: order 1
/// (higher for periodic integrands).
QuadratureRule shiftedLattice(int count, double lower, double upper, std::uint64_t seed);

/// The first `count` Sobol points of dimension 1 with a random digital shift: order 1.
QuadratureRule sobolRule(int count, double lower, double upper, std::uint64_t seed);

}  // namespace nie
