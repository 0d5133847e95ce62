#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace nie {

/// A quadrature rule on [lower, upper] as a value: int g(s) ds ~ sum_j weights[j] g(nodes[j]).
/// The weights sum to upper - lower; upper < lower gives the integral with the opposite sign.
struct QuadratureRule {
    double lower = 0.0;
    double upper = 1.0;
    std::vector<double> nodes;    ///< ascending where the rule is deterministic
    std::vector<double> weights;  ///< as many as nodes

    std::size_t size() const { return nodes.size(); }
    double integrate(const std::function<double(double)>& integrand) const;
    /// The same rule carried affinely to [newLower, newUpper].
    QuadratureRule mappedTo(double newLower, double newUpper) const;
};

// All makers throw InputError for a number of nodes that the rule cannot have.

/// `count` >= 1 nodes, exact for polynomials of degree 2 count - 1; open. Roots of P_count by
/// Newton.
QuadratureRule gaussLegendre(int count, double lower = -1.0, double upper = 1.0);

/// `intervals` + 1 Chebyshev extrema with both ends, exact to degree `intervals`; nested under
/// doubling. intervals >= 1.
QuadratureRule clenshawCurtis(int intervals, double lower = -1.0, double upper = 1.0);

/// `intervals` + 1 equidistant nodes: exact to degree 1, order 2; spectral for smooth periodic
/// integrands over a whole period. Not suitable for smooth non-periodic ones: use Gauss.
QuadratureRule trapezoidRule(int intervals, double lower = 0.0, double upper = 1.0);

/// Trapezoid weights on given ascending knots (at least 2).
QuadratureRule trapezoidRule(const std::vector<double>& knots);

/// `intervals` (even, >= 2) + 1 equidistant nodes: exact to degree 3, order 4.
QuadratureRule simpsonRule(int intervals, double lower = 0.0, double upper = 1.0);

/// `count` >= 1 mid-points of equal cells: exact to degree 1, order 2; open.
QuadratureRule midpointRule(int count, double lower = 0.0, double upper = 1.0);

/// `panel` repeated on the panels between ascending break points (at least 2). Nodes common to two
/// panels (closed rules) are merged.
QuadratureRule compositeRule(const QuadratureRule& panel, const std::vector<double>& breakPoints);

/// `count` equal panels of `panel` on [lower, upper].
QuadratureRule compositeRule(const QuadratureRule& panel, int count, double lower, double upper);

/// An integral with the estimate of its error: |value at n - value at n/2|.
struct NestedIntegral {
    double value = 0.0;
    double errorEstimate = 0.0;
    int intervals = 0;       ///< of the finest Clenshaw-Curtis rule used
    int evaluations = 0;     ///< of the integrand: every node once
    bool converged = false;  ///< the estimate met the tolerance
};

/// Clenshaw-Curtis with 4, 8, 16, ... intervals until two successive values differ by at most
/// tolerance * max(1, |value|), or `maxIntervals` is reached. Values at old nodes are used again.
/// Throws InputError for a tolerance <= 0.
NestedIntegral integrateNested(const std::function<double(double)>& integrand, double lower,
                               double upper, double tolerance, int maxIntervals = 1 << 14);

}  // namespace nie
