#pragma once

#include <Eigen/Dense>

namespace nie {

/// The integral equation of the spirals data set, on 0 <= t <= 1 with y(t) in the plane:
///
///     y(t) = c(t) + u + integral_0^t K(t,s) tanh(2 pi y(s)) ds
///
/// from Zappala et al., "Neural Integral Equations" (2022). The offset u differs from curve to
/// curve.
namespace spirals {

/// K(t,s) = [[cos D, -sin D], [-sin D, -cos D]] with D = 2 pi (t + s): symmetric, orthogonal, det
/// -1.
Eigen::Matrix2d kernel(double t, double s);

/// c(t) = (cos t, cos(t + pi)).
Eigen::Vector2d curve(double t);

/// F(y) = tanh(2 pi y), channel by channel.
Eigen::Vector2d nonlinearity(const Eigen::Vector2d& y);

}  // namespace spirals

}  // namespace nie
