#pragma once

#include <Eigen/Dense>

namespace nie {

/// Every column of [time, region] minus its least-squares polynomial of a degree: 0 takes out the
/// mean, 1 the straight line, 2 the parabola. Throws InputError for a negative degree or fewer than
/// degree + 2 rows.
Eigen::MatrixXd withoutTrend(const Eigen::MatrixXd& series, int degree);

}  // namespace nie
