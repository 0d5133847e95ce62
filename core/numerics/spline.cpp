#include "core/base/error.h"
#include "core/numerics/interpolation.h"

#include <Eigen/LU>

#include <algorithm>
#include <string>

namespace nie {

/// Solves h0 m0 + 2 (h0 + h1) m1 + h1 m2 = 6 ((y2 - y1)/h1 - (y1 - y0)/h0) with the end conditions.
Eigen::MatrixXd splineSecondDerivatives(const std::vector<double>& t, SplineEnd end)
{
    const auto n = static_cast<Eigen::Index>(t.size());
    const auto h = [&t](Eigen::Index k) {
        return t[static_cast<std::size_t>(k) + 1] - t[static_cast<std::size_t>(k)];
    };
    Eigen::MatrixXd left = Eigen::MatrixXd::Zero(n, n);
    Eigen::MatrixXd right = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index k = 1; k + 1 < n; ++k) {
        left.row(k).segment(k - 1, 3) << h(k - 1), 2.0 * (h(k - 1) + h(k)), h(k);
        right.row(k).segment(k - 1, 3) << 6.0 / h(k - 1), -6.0 / h(k - 1) - 6.0 / h(k), 6.0 / h(k);
    }
    if (end == SplineEnd::Natural) {
        left(0, 0) = left(n - 1, n - 1) = 1.0;
    } else {
        // Equal third derivatives on both sides of the second and the last but one knot.
        left.row(0).head(3) << -h(1), h(0) + h(1), -h(0);
        left.row(n - 1).tail(3) << -h(n - 2), h(n - 3) + h(n - 2), -h(n - 3);
    }
    return left.partialPivLu().solve(right);
}

Eigen::MatrixXd splineMatrix(const std::vector<double>& knots, const std::vector<double>& points,
                             SplineEnd end)
{
    if (end == SplineEnd::NotAKnot && knots.size() < 4)
        throw InputError("not-a-knot spline", "too few knots", std::to_string(knots.size()),
                         "at least 4");
    Eigen::MatrixXd matrix = linearMatrix(knots, points);  // also checks the knots
    const Eigen::MatrixXd second = splineSecondDerivatives(knots, end);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto above = std::upper_bound(knots.begin() + 1, knots.end() - 1, points[i]);
        const auto k = static_cast<Eigen::Index>(above - knots.begin());
        const double h = *above - *(above - 1);
        const double b = (points[i] - *(above - 1)) / h;
        const double a = 1.0 - b;
        matrix.row(static_cast<Eigen::Index>(i)) +=
            h * h / 6.0 * ((a * a * a - a) * second.row(k - 1) + (b * b * b - b) * second.row(k));
    }
    return matrix;
}

}  // namespace nie
