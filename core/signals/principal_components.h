#pragma once

#include <Eigen/Dense>

namespace nie {

/// Principal components of a series [time, region]: the directions of largest variance.
struct PrincipalComponents {
    Eigen::RowVectorXd mean;     ///< [region]
    Eigen::MatrixXd directions;  ///< [region, component], orthonormal, by falling variance
    Eigen::VectorXd variances;   ///< [component], n - 1

    explicit PrincipalComponents(const Eigen::MatrixXd& series);

    /// Coordinates [time, component] of a series along the first `count` directions.
    Eigen::MatrixXd project(const Eigen::MatrixXd& series, Eigen::Index count) const;
    /// Shares of the variance, [component]; they sum to 1 (0 for a series that does not vary).
    Eigen::VectorXd shares() const;
    /// The fewest components that hold at least `share` of the variance.
    Eigen::Index countForShare(double share) const;
};

}  // namespace nie
