#pragma once

#include <Eigen/Dense>

#include <vector>

namespace nie {

/// [time, region] with the rows that are not kept replaced by the cubic spline through the kept
/// ones, with the not-a-knot condition at both ends (de Boor, A Practical Guide to Splines, IV). A
/// parabola through three kept rows, a line through two. Rows before the first and after the last
/// kept one stay as they are. Throws InputError for fewer than two kept rows.
Eigen::MatrixXd splineBridged(const Eigen::MatrixXd& series, const std::vector<bool>& kept);

/// The same with the last kept row before each gap held over it: no row depends on a later one.
Eigen::MatrixXd heldBridged(const Eigen::MatrixXd& series, const std::vector<bool>& kept);

}  // namespace nie
