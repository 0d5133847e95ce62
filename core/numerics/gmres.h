#pragma once

#include <Eigen/Core>

#include <functional>

namespace nie {

struct GmresResult {
    Eigen::VectorXd x;
    double relativeResidual = 0.0;  ///< |b - A x| / |b|, from the recurrence
    int products = 0;               ///< with A
};

/// Solves A x = b from x = 0 by unrestarted GMRES with at most `maxProducts` products (Saad and
/// Schultz 1986; Arnoldi by modified Gram-Schmidt, Givens rotations). Memory: maxProducts vectors.
GmresResult gmres(const std::function<Eigen::VectorXd(const Eigen::VectorXd&)>& product,
                  const Eigen::VectorXd& b, double tolerance, int maxProducts);

}  // namespace nie
