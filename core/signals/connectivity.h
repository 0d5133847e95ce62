#pragma once

#include <Eigen/Dense>

#include <vector>

namespace nie {

/// Pearson's correlation of two series of equal length; NaN where one does not vary.
double pearsonCorrelation(const Eigen::VectorXd& a, const Eigen::VectorXd& b);

/// Functional connectivity: Pearson's correlation of every two regions of [time, region], the
/// diagonal 1. Rows and columns of a region that does not vary are NaN.
Eigen::MatrixXd functionalConnectivity(const Eigen::MatrixXd& series);

/// Functional connectivity dynamics (Hansen et al., NeuroImage 105, 525, 2015): the correlation
/// [window, window] between the functional connectivities (their upper triangles) of windows of
/// `length` points that begin every `shift` points inside each run [time, region]. Throws
/// InputError for fewer than two windows or runs with different regions.
Eigen::MatrixXd connectivityDynamics(const std::vector<Eigen::MatrixXd>& runs, Eigen::Index length,
                                     Eigen::Index shift);

/// The entries above the diagonal, row by row.
Eigen::VectorXd upperTriangle(const Eigen::MatrixXd& matrix);

/// Largest distance between the empirical distribution functions of two samples (Kolmogorov and
/// Smirnov), 0 to 1.
double kolmogorovSmirnovDistance(Eigen::VectorXd a, Eigen::VectorXd b);

}  // namespace nie
