#pragma once

#include <Eigen/Dense>

namespace nie {

/// A covariance [region, region] pulled towards a multiple of the identity (Ledoit and Wolf, J.
/// Multivariate Anal. 88, 365, 2004), which can always be inverted.
struct ShrunkCovariance {
    Eigen::MatrixXd matrix;
    double shrinkage = 0.0;  ///< 0: the sample covariance, 1: the identity's multiple

    /// Of [time, region]; the means are taken out, divided by the number of rows.
    static ShrunkCovariance of(const Eigen::MatrixXd& series);
};

/// Correlation of every two regions with all the others held fixed,
/// -P_ij / sqrt(P_ii P_jj), P the inverse covariance; the diagonal is 1. NaN throughout where the
/// covariance cannot be inverted (T <= N: shrink it instead).
Eigen::MatrixXd partialCorrelation(const Eigen::MatrixXd& covariance);

/// Of [time, region], divided by the number of rows.
Eigen::MatrixXd sampleCovariance(const Eigen::MatrixXd& series);
/// A covariance as correlations.
Eigen::MatrixXd correlationOf(const Eigen::MatrixXd& covariance);

}  // namespace nie
