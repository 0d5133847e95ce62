#pragma once

#include <Eigen/Core>
#include <Eigen/Jacobi>

#include <vector>

namespace nie {

/// min |beta e1 - H c| over c for an upper Hessenberg matrix H [columns + 1, columns] that grows
/// column by column: the small problem of GMRES, kept triangular by Givens rotations (Saad and
/// Schultz 1986).
class HessenbergLeastSquares {
public:
    HessenbergLeastSquares(double beta, Eigen::Index largestColumns);

    /// column: [columns + 2], H(0..columns + 1, columns).
    void append(const Eigen::Ref<const Eigen::VectorXd>& column);
    Eigen::Index columns() const { return static_cast<Eigen::Index>(m_rotations.size()); }
    double residualNorm() const { return std::abs(m_right[columns()]); }
    Eigen::VectorXd solve() const;  ///< c, [columns]

private:
    Eigen::MatrixXd m_triangle;
    Eigen::VectorXd m_right;
    std::vector<Eigen::JacobiRotation<double>> m_rotations;
};

}  // namespace nie
