#pragma once

#include <Eigen/Core>

#include <vector>

namespace nie {

// Weakly singular (Abel) integrals int_{t0}^{t} (t - s)^{-1/2} g(s) ds: the singular factor is
// integrated exactly against a piecewise polynomial of g.

/// Knots lower + (upper - lower) (j/intervals)^grading. Grading 2 restores order 2 for Abel
/// equations, whose solutions behave like sqrt(t) at the lower end. Grading 1 is equidistant.
std::vector<double> gradedKnots(int intervals, double grading, double lower, double upper);

/// W with (W g)_i = int_{knots[0]}^{knots[i]} (knots[i] - s)^{-1/2} g(s) ds for the piecewise
/// linear g: exact moments of the hat functions, order 2 for smooth g. Lower triangular; row 0 is
/// zero.
Eigen::MatrixXd abelTrapezoidWeights(const std::vector<double>& knots);

/// W with (W g)_i = int_{knots[0]}^{knots[i+1]} (knots[i+1] - s)^{-1/2} g(s) ds for g constant on
/// every cell [knots[j], knots[j+1]]. [cells, cells], lower triangular, non-singular.
Eigen::MatrixXd abelMidpointWeights(const std::vector<double>& knots);

/// W with (W g)_i = int_{knots[0]}^{knots[i]} g(s) ds for the piecewise linear g (trapezoid rule on
/// every [t0, ti]). Lower triangular; row 0 is zero.
Eigen::MatrixXd volterraTrapezoidWeights(const std::vector<double>& knots);

}  // namespace nie
