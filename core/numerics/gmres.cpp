#include "core/numerics/gmres.h"

#include "core/numerics/hessenberg_least_squares.h"

#include <algorithm>
#include <cmath>

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
    HessenbergLeastSquares system(normB, dimension);
    basis.col(0) = b / normB;
    int k = 0;
    while (k < dimension && result.relativeResidual > tolerance) {
        Eigen::VectorXd w = product(basis.col(k));
        Eigen::VectorXd column(k + 2);
        for (int i = 0; i <= k; ++i) {
            column[i] = basis.col(i).dot(w);
            w -= column[i] * basis.col(i);
        }
        const double norm = column[k + 1] = w.norm();
        if (norm > 0.0)
            basis.col(k + 1) = w / norm;
        system.append(column);
        ++k;
        result.relativeResidual = system.residualNorm() / normB;
        if (!std::isfinite(result.relativeResidual) || norm == 0.0)
            break;
    }
    result.x = basis.leftCols(k) * system.solve();
    result.products = k;
    return result;
}

}  // namespace nie
