#include "core/numerics/gmres.h"

#include <Eigen/Jacobi>

#include <algorithm>
#include <cmath>
#include <vector>

namespace nie {

GmresResult gmres(const std::function<Eigen::VectorXd(const Eigen::VectorXd&)>& product,
                  const Eigen::VectorXd& b, double tolerance, int maxProducts)
{
    const double normB = b.norm();
    GmresResult result{Eigen::VectorXd::Zero(b.size()), normB > 0.0 ? 1.0 : 0.0, 0};
    const int dimension = static_cast<int>(std::min<Eigen::Index>(maxProducts, b.size()));
    if (normB == 0.0 || dimension == 0)
        return result;

    Eigen::MatrixXd basis(b.size(), dimension + 1);
    Eigen::MatrixXd hessenberg = Eigen::MatrixXd::Zero(dimension + 1, dimension);
    Eigen::VectorXd rotated = Eigen::VectorXd::Zero(dimension + 1);
    std::vector<Eigen::JacobiRotation<double>> rotations;
    basis.col(0) = b / normB;
    rotated[0] = normB;

    int k = 0;
    while (k < dimension && result.relativeResidual > tolerance) {
        Eigen::VectorXd w = product(basis.col(k));
        for (int i = 0; i <= k; ++i) {
            hessenberg(i, k) = basis.col(i).dot(w);
            w -= hessenberg(i, k) * basis.col(i);
        }
        const double norm = w.norm();
        hessenberg(k + 1, k) = norm;
        if (norm > 0.0)
            basis.col(k + 1) = w / norm;
        for (int i = 0; i < k; ++i)
            hessenberg.col(k).applyOnTheLeft(i, i + 1,
                                             rotations[static_cast<std::size_t>(i)].adjoint());
        Eigen::JacobiRotation<double> rotation;
        rotation.makeGivens(hessenberg(k, k), hessenberg(k + 1, k));
        hessenberg.col(k).applyOnTheLeft(k, k + 1, rotation.adjoint());
        rotated.applyOnTheLeft(k, k + 1, rotation.adjoint());
        rotations.push_back(rotation);
        ++k;
        result.relativeResidual = std::abs(rotated[k]) / normB;
        if (!std::isfinite(result.relativeResidual) || norm == 0.0)
            break;
    }
    const Eigen::VectorXd coefficients =
        hessenberg.topLeftCorner(k, k).triangularView<Eigen::Upper>().solve(rotated.head(k));
    result.x = basis.leftCols(k) * coefficients;
    result.products = k;
    return result;
}

}  // namespace nie
