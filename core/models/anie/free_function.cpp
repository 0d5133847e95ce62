#include "core/models/anie/free_function.h"

#include "core/base/error.h"
#include "core/numerics/interpolation.h"
#include "core/data/tensor_conversion.h"

#include <vector>

namespace nie {

namespace {

/// Row of the spline's derivative at its first or last knot. The second derivative is zero there,
/// so values at half a piece and a whole piece inside determine it.
Eigen::RowVectorXd endSlope(const std::vector<double>& knots, bool atStart)
{
    const double end = atStart ? knots.front() : knots.back();
    const double other = atStart ? knots[1] : knots[knots.size() - 2];
    const double half = (other - end) / 2;
    const Eigen::MatrixXd rows = splineMatrix(knots, {end, end + half, other});
    return (8.0 * rows.row(1) - rows.row(2) - 7.0 * rows.row(0)) / (6.0 * half);
}

/// A natural cubic spline is straight beyond its ends.
Eigen::MatrixXd naturalSpline(const std::vector<double>& knots, const std::vector<double>& times)
{
    Eigen::MatrixXd matrix = splineMatrix(knots, times);
    const Eigen::MatrixXd ends = splineMatrix(knots, {knots.front(), knots.back()});
    for (std::size_t i = 0; i < times.size(); ++i) {
        const bool before = times[i] < knots.front();
        if (!before && times[i] <= knots.back())
            continue;
        const double distance = times[i] - (before ? knots.front() : knots.back());
        matrix.row(static_cast<Eigen::Index>(i)) =
            ends.row(before ? 0 : 1) + distance * endSlope(knots, before);
    }
    return matrix;
}

}  // namespace

torch::Tensor freeFunctionMatrix(const std::string& kind, const torch::Tensor& times,
                                 std::int64_t first, std::int64_t given)
{
    const auto count = times.size(0);
    auto matrix = torch::zeros({count, given}, torch::kDouble);
    if (kind == "zero")
        return matrix;
    const bool interpolates = kind == "linear" || kind == "spline";
    if (kind == "constant" || (interpolates && given < 2)) {
        matrix.select(1, 0).fill_(1.0);
        return matrix;
    }
    if (kind == "continued") {
        const auto point = (torch::arange(count, torch::kLong) - first).clamp(0, given - 1);
        return matrix.scatter_(1, point.unsqueeze(1), 1.0);
    }
    if (!interpolates)
        throw InputError("model.free_function", "unknown value", "\"" + kind + "\"",
                         "one of: zero, constant, continued, linear, spline");
    const auto all = toVector(times);
    const std::vector<double> knots(all.begin() + first, all.begin() + first + given);
    return toTensor(kind == "linear" ? linearMatrix(knots, all) : naturalSpline(knots, all));
}

}  // namespace nie
