#include "core/signals/standardise.h"

#include <cmath>
#include <limits>

namespace nie {

Eigen::MatrixXd zScored(const Eigen::MatrixXd& series)
{
    Eigen::MatrixXd result = series.rowwise() - series.colwise().mean();
    const double degrees = static_cast<double>(series.rows()) - 1.0;
    for (Eigen::Index column = 0; column < result.cols(); ++column) {
        const double deviation = result.col(column).norm() / std::sqrt(degrees);
        // Below the rounding of the values there is no variation, only noise to blow up.
        const double rounding =
            std::numeric_limits<double>::epsilon() * series.col(column).cwiseAbs().maxCoeff();
        if (deviation > rounding)
            result.col(column) /= deviation;
        else
            result.col(column).setZero();
    }
    return result;
}

Eigen::MatrixXd detrended(const Eigen::MatrixXd& series)
{
    const Eigen::MatrixXd centred = series.rowwise() - series.colwise().mean();
    const double last = static_cast<double>(series.rows()) - 1.0;
    const Eigen::VectorXd ramp = Eigen::VectorXd::LinSpaced(series.rows(), -last / 2.0, last / 2.0);
    const double square = ramp.squaredNorm();
    if (!(square > 0.0))
        return centred;
    return centred - ramp * (ramp.transpose() * centred / square);
}

}  // namespace nie
