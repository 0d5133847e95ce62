#include "core/signals/principal_components.h"

namespace nie {

PrincipalComponents::PrincipalComponents(const Eigen::MatrixXd& series)
    : mean(series.colwise().mean())
{
    const Eigen::MatrixXd centred = series.rowwise() - mean;
    const Eigen::MatrixXd covariance =
        centred.transpose() * centred / (static_cast<double>(series.rows()) - 1.0);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    // Eigen sorts by rising eigenvalue; rounding can make the least ones negative.
    variances = solver.eigenvalues().reverse().cwiseMax(0.0);
    directions = solver.eigenvectors().rowwise().reverse();
    for (auto direction : directions.colwise()) {
        // The sign is free: the largest entry is positive.
        Eigen::Index largest = 0;
        direction.cwiseAbs().maxCoeff(&largest);
        if (direction[largest] < 0.0)
            direction = -direction;
    }
}

Eigen::MatrixXd PrincipalComponents::project(const Eigen::MatrixXd& series,
                                             Eigen::Index count) const
{
    return (series.rowwise() - mean) * directions.leftCols(count);
}

Eigen::VectorXd PrincipalComponents::shares() const
{
    const double total = variances.sum();
    return total > 0.0 ? Eigen::VectorXd(variances / total)
                       : Eigen::VectorXd(Eigen::VectorXd::Zero(variances.size()));
}

Eigen::Index PrincipalComponents::countForShare(double share) const
{
    const Eigen::VectorXd all = shares();
    double sum = 0.0;
    for (Eigen::Index count = 0; count < all.size(); ++count) {
        sum += all[count];
        // A rounding error must not ask for one more.
        if (sum >= share - 1e-12)
            return count + 1;
    }
    return all.size();
}

}  // namespace nie
