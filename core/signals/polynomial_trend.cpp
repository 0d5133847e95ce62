#include "core/signals/polynomial_trend.h"

#include "core/base/error.h"

#include <string>

namespace nie {

Eigen::MatrixXd withoutTrend(const Eigen::MatrixXd& series, int degree)
{
    if (degree < 0 || series.rows() < degree + 2)
        throw InputError("detrending", "the series is too short for the polynomial",
                         std::to_string(series.rows()) + " rows, degree " + std::to_string(degree),
                         "degree >= 0 and at least degree + 2 rows");
    Eigen::MatrixXd result = series.rowwise() - series.colwise().mean();
    const Eigen::VectorXd ramp = Eigen::VectorXd::LinSpaced(series.rows(), -1.0, 1.0);
    // Orthonormal columns one after another: the means taken out first keep the digits of series
    // that vary little about a large value.
    Eigen::MatrixXd basis(series.rows(), degree + 1);
    for (int k = 0; k <= degree; ++k) {
        Eigen::VectorXd power = ramp.array().pow(k);
        for (int pass = 0; pass < 2; ++pass)
            power -= basis.leftCols(k) * (basis.leftCols(k).transpose() * power);
        basis.col(k) = power.normalized();
    }
    return result - basis * (basis.transpose() * result);
}

}  // namespace nie
