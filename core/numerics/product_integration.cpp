#include "core/numerics/product_integration.h"

#include "core/base/error.h"

#include <cmath>
#include <string>

namespace nie {

namespace {

/// Moments of (t - s)^{-1/2} on a cell [A, B] with u0 = t - A, u1 = t - B >= 0.
struct CellMoments {
    double total;  ///< I0 = int (t - s)^{-1/2} ds
    double atEnd;  ///< weight of node B: int (t - s)^{-1/2} (s - A)/(B - A) ds

    CellMoments(double u0, double u1)
    {
        const double h = u0 - u1;
        const double root0 = std::sqrt(u0);
        const double root1 = std::sqrt(u1);
        // Differences of roots without cancellation far from the singularity.
        total = 2.0 * h / (root0 + root1);
        // (u0 I0 - I1)/h = h (2/3) (2 root0 + root1)/(root0 + root1)^2.
        atEnd = 2.0 / 3.0 * h * (2.0 * root0 + root1) / ((root0 + root1) * (root0 + root1));
    }
};

Eigen::Index cellsOf(const std::vector<double>& knots)
{
    if (knots.size() < 2)
        throw InputError("product integration", "too few knots", std::to_string(knots.size()),
                         "at least 2");
    return static_cast<Eigen::Index>(knots.size()) - 1;
}

}  // namespace

std::vector<double> gradedKnots(int intervals, double grading, double lower, double upper)
{
    if (intervals < 1 || !(grading >= 1.0))
        throw InputError("graded knots", "wrong number of intervals or grading",
                         std::to_string(intervals) + ", " + std::to_string(grading),
                         "intervals >= 1, grading >= 1");
    std::vector<double> knots;
    for (int j = 0; j <= intervals; ++j)
        knots.push_back(lower +
                        (upper - lower) * std::pow(static_cast<double>(j) / intervals, grading));
    knots.back() = upper;
    return knots;
}

Eigen::MatrixXd abelTrapezoidWeights(const std::vector<double>& knots)
{
    const Eigen::Index cells = cellsOf(knots);
    Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(cells + 1, cells + 1);
    for (Eigen::Index i = 1; i <= cells; ++i) {
        const double t = knots[static_cast<std::size_t>(i)];
        for (Eigen::Index j = 0; j < i; ++j) {
            const auto at = static_cast<std::size_t>(j);
            const CellMoments moments(t - knots[at], t - knots[at + 1]);
            weights(i, j) += moments.total - moments.atEnd;
            weights(i, j + 1) += moments.atEnd;
        }
    }
    return weights;
}

Eigen::MatrixXd abelMidpointWeights(const std::vector<double>& knots)
{
    const Eigen::Index cells = cellsOf(knots);
    Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(cells, cells);
    for (Eigen::Index i = 0; i < cells; ++i) {
        const double t = knots[static_cast<std::size_t>(i) + 1];
        for (Eigen::Index j = 0; j <= i; ++j) {
            const auto at = static_cast<std::size_t>(j);
            weights(i, j) = CellMoments(t - knots[at], t - knots[at + 1]).total;
        }
    }
    return weights;
}

Eigen::MatrixXd volterraTrapezoidWeights(const std::vector<double>& knots)
{
    const Eigen::Index cells = cellsOf(knots);
    Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(cells + 1, cells + 1);
    for (Eigen::Index i = 1; i <= cells; ++i) {
        weights.row(i) = weights.row(i - 1);
        const auto at = static_cast<std::size_t>(i);
        const double half = 0.5 * (knots[at] - knots[at - 1]);
        weights(i, i - 1) += half;
        weights(i, i) += half;
    }
    return weights;
}

}  // namespace nie
