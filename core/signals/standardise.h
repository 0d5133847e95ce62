#pragma once

#include <Eigen/Dense>

namespace nie {

/// Every column (a region's series, [time, region]) minus its mean, divided by its standard
/// deviation with n - 1; a column that does not vary becomes 0.
Eigen::MatrixXd zScored(const Eigen::MatrixXd& series);

/// Every column minus its mean and minus its projection on the centred ramp 0 .. n - 1: the
/// straight line of least squares is taken out.
Eigen::MatrixXd detrended(const Eigen::MatrixXd& series);

}  // namespace nie
