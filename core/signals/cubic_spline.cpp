#include "core/signals/cubic_spline.h"

#include "core/base/error.h"

#include <string>

namespace nie {

namespace {

/// Slopes of the spline at its knots: a tridiagonal system, one right-hand side a region.
struct SlopeSystem {
    Eigen::VectorXd below;  ///< of row k, times the slope k - 1
    Eigen::VectorXd diagonal;
    Eigen::VectorXd above;  ///< of row k, times the slope k + 1
    Eigen::MatrixXd right;  ///< [knot, region]

    explicit SlopeSystem(Eigen::Index knots, Eigen::Index regions)
        : below(Eigen::VectorXd::Zero(knots)),
          diagonal(Eigen::VectorXd::Zero(knots)),
          above(Eigen::VectorXd::Zero(knots)),
          right(knots, regions)
    {}

    /// Elimination without exchanging rows: what the first row leaves keeps the second dominant.
    Eigen::MatrixXd solve()
    {
        const Eigen::Index last = diagonal.size() - 1;
        for (Eigen::Index k = 1; k <= last; ++k) {
            const double factor = below[k] / diagonal[k - 1];
            diagonal[k] -= factor * above[k - 1];
            right.row(k) -= factor * right.row(k - 1);
        }
        right.row(last) /= diagonal[last];
        for (Eigen::Index k = last - 1; k >= 0; --k)
            right.row(k) = ((right.row(k) - above[k] * right.row(k + 1)) / diagonal[k]).eval();
        return right;
    }
};

/// Not-a-knot: the first two pieces are one polynomial, and so are the last two.
Eigen::MatrixXd splineSlopes(const Eigen::VectorXd& times, const Eigen::MatrixXd& values)
{
    const Eigen::Index knots = times.size();
    const Eigen::VectorXd step = times.tail(knots - 1) - times.head(knots - 1);
    const Eigen::MatrixXd rise = step.cwiseInverse().asDiagonal() *
                                 (values.bottomRows(knots - 1) - values.topRows(knots - 1));
    if (knots == 2)
        return rise.replicate(2, 1);
    SlopeSystem system(knots, values.cols());
    for (Eigen::Index k = 1; k < knots - 1; ++k) {
        system.below[k] = step[k];
        system.diagonal[k] = 2.0 * (step[k - 1] + step[k]);
        system.above[k] = step[k - 1];
        system.right.row(k) = 3.0 * (step[k] * rise.row(k - 1) + step[k - 1] * rise.row(k));
    }
    if (knots == 3) {
        // A parabola: its slope changes evenly.
        system.diagonal[0] = system.above[0] = 1.0;
        system.below[2] = system.diagonal[2] = 1.0;
        system.right.row(0) = 2.0 * rise.row(0);
        system.right.row(2) = 2.0 * rise.row(1);
        return system.solve();
    }
    const auto end = [&](Eigen::Index row, double outer, double inner, Eigen::Index outerRise,
                         Eigen::Index innerRise) {
        const double both = outer + inner;
        system.diagonal[row] = inner;
        system.right.row(row) = ((outer + 2.0 * both) * inner * rise.row(outerRise) +
                                 outer * outer * rise.row(innerRise)) /
                                both;
        return both;
    };
    system.above[0] = end(0, step[0], step[1], 0, 1);
    system.below[knots - 1] =
        end(knots - 1, step[knots - 2], step[knots - 3], knots - 2, knots - 3);
    return system.solve();
}

std::vector<Eigen::Index> keptRows(const Eigen::MatrixXd& series, const std::vector<bool>& kept)
{
    if (static_cast<Eigen::Index>(kept.size()) != series.rows())
        throw InputError("bridge", "another number of marks than rows", std::to_string(kept.size()),
                         std::to_string(series.rows()));
    std::vector<Eigen::Index> rows;
    for (std::size_t row = 0; row < kept.size(); ++row)
        if (kept[row])
            rows.push_back(static_cast<Eigen::Index>(row));
    if (rows.size() < 2)
        throw InputError("bridge", "too few rows are kept", std::to_string(rows.size()),
                         "at least 2");
    return rows;
}

}  // namespace

Eigen::MatrixXd splineBridged(const Eigen::MatrixXd& series, const std::vector<bool>& kept)
{
    const std::vector<Eigen::Index> rows = keptRows(series, kept);
    if (static_cast<Eigen::Index>(rows.size()) == series.rows())
        return series;
    const Eigen::MatrixXd values = series(rows, Eigen::all);
    Eigen::VectorXd times(static_cast<Eigen::Index>(rows.size()));
    for (std::size_t k = 0; k < rows.size(); ++k)
        times[static_cast<Eigen::Index>(k)] = static_cast<double>(rows[k]);
    const Eigen::MatrixXd slopes = splineSlopes(times, values);
    Eigen::MatrixXd result = series;
    for (Eigen::Index k = 0; k + 1 < times.size(); ++k) {
        const double step = times[k + 1] - times[k];
        for (Eigen::Index row = rows[static_cast<std::size_t>(k)] + 1;
             row < rows[static_cast<std::size_t>(k + 1)]; ++row) {
            // Hermite's cubic through both ends with their slopes.
            const double s = (static_cast<double>(row) - times[k]) / step;
            const double t = 1.0 - s;
            result.row(row) = t * t * (1.0 + 2.0 * s) * values.row(k) +
                              s * s * (1.0 + 2.0 * t) * values.row(k + 1) +
                              step * s * t * (t * slopes.row(k) - s * slopes.row(k + 1));
        }
    }
    return result;
}

Eigen::MatrixXd heldBridged(const Eigen::MatrixXd& series, const std::vector<bool>& kept)
{
    const std::vector<Eigen::Index> rows = keptRows(series, kept);
    Eigen::MatrixXd result = series;
    for (Eigen::Index row = rows.front() + 1; row < rows.back(); ++row)
        if (!kept[static_cast<std::size_t>(row)])
            result.row(row) = result.row(row - 1).eval();
    return result;
}

}  // namespace nie
