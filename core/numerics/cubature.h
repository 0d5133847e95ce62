#pragma once

#include "core/numerics/quadrature.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace nie {

/// A rule on a box of several dimensions: int g ~ sum_j weights[j] g(point(j)).
struct CubatureRule {
    int dimension = 0;
    std::vector<double> points;   ///< [size, dimension], row by row
    std::vector<double> weights;  ///< [size]; they sum to the volume of the box

    std::size_t size() const { return weights.size(); }
    std::span<const double> point(std::size_t j) const
    {
        const auto m = static_cast<std::size_t>(dimension);
        return {points.data() + j * m, m};
    }
    double integrate(const std::function<double(std::span<const double>)>& integrand) const;
};

/// One edge [lower, upper] of a box.
struct Interval {
    double lower = 0.0;
    double upper = 1.0;
};

/// Every combination of the nodes of the given rules; the last rule's index runs fastest.
CubatureRule tensorProduct(const std::vector<QuadratureRule>& rules);

/// Independent uniform points: order 1/2 in any dimension.
CubatureRule monteCarloCubature(int count, const std::vector<Interval>& box, std::uint64_t seed);

/// Sobol points with a random digital shift per dimension: about order 1. Best with count = 2^k.
CubatureRule sobolCubature(int count, const std::vector<Interval>& box, std::uint64_t seed);

}  // namespace nie
