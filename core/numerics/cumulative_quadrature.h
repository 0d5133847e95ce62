#pragma once

#include <Eigen/Core>

#include <vector>

namespace nie {

/// W with (W g)_i ~ int_lower^{times[i]} g(s) ds for values g at the knots: the exact integral of
/// the interpolant that is a polynomial of degree `intervals` on each panel of that many intervals
/// between knots. One interval a panel: trapezoid rule; two: Simpson's, with a parabola cut where a
/// time falls inside a panel; all of them: spectral on Gauss or Chebyshev knots. [times, knots].
/// The first panel reaches down to `lower`, the last one up to any time; times below `lower` give
/// the integral with its sign. Throws InputError when the panels do not fill the knots, or the
/// knots are not ascending.
Eigen::MatrixXd cumulativeWeights(const std::vector<double>& knots, int intervals, double lower,
                                  const std::vector<double>& times);

}  // namespace nie
