#pragma once

#include <Eigen/Core>

#include <vector>

namespace nie {

// Interpolation that is linear in the values is a matrix: y(points) = P y(knots), with P of shape
// [points, knots] computed once in double and shared by channels, samples and iterations.
// Knots are ascending and distinct; else InputError.

enum class SplineEnd {
    Natural,  ///< zero second derivative at the ends: order 4 inside, order 2 near the ends
    NotAKnot  ///< the first and last two pieces are one cubic: order 4 everywhere; >= 4 knots
};

/// `intervals` + 1 Chebyshev extrema, ascending, both ends included. intervals >= 1.
std::vector<double> chebyshevKnots(int intervals, double lower, double upper);

/// Barycentric weights of any distinct knots, scaled so that the largest modulus is 1. Chebyshev
/// extrema: (-1)^k, halved at both ends.
std::vector<double> barycentricWeights(const std::vector<double>& knots);

/// Row of the barycentric interpolant at one point; exact for polynomials of degree knots - 1.
/// Stable on Chebyshev and Gauss knots; not suitable for more than about 20 equidistant ones.
Eigen::RowVectorXd barycentricRow(const std::vector<double>& knots,
                                  const std::vector<double>& weights, double point);

Eigen::MatrixXd barycentricMatrix(const std::vector<double>& knots,
                                  const std::vector<double>& points);

/// Piecewise linear; the end pieces are continued outside the knots.
Eigen::MatrixXd linearMatrix(const std::vector<double>& knots, const std::vector<double>& points);

/// Cubic spline; the end pieces are continued outside the knots. >= 2 knots.
Eigen::MatrixXd splineMatrix(const std::vector<double>& knots, const std::vector<double>& points,
                             SplineEnd end = SplineEnd::Natural);

/// M with (M y)_k = second derivative of that spline at knots[k]. [knots, knots]
Eigen::MatrixXd splineSecondDerivatives(const std::vector<double>& knots,
                                        SplineEnd end = SplineEnd::Natural);

/// Q with (Q y)_i = integral of the barycentric interpolant from knots[0] to knots[i]: exact for
/// polynomials of degree knots - 1. [knots, knots]; row 0 is zero.
Eigen::MatrixXd integrationMatrix(const std::vector<double>& knots);

/// D with (D y)_i = derivative of the barycentric interpolant at knots[i]. [knots, knots]
Eigen::MatrixXd differentiationMatrix(const std::vector<double>& knots);

}  // namespace nie
