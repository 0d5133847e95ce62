#include "core/numerics/hessenberg_least_squares.h"

namespace nie {

HessenbergLeastSquares::HessenbergLeastSquares(double beta, Eigen::Index largestColumns)
    : m_triangle(Eigen::MatrixXd::Zero(largestColumns + 1, largestColumns)),
      m_right(Eigen::VectorXd::Zero(largestColumns + 1))
{
    m_right[0] = beta;
}

void HessenbergLeastSquares::append(const Eigen::Ref<const Eigen::VectorXd>& column)
{
    const Eigen::Index k = columns();
    m_triangle.col(k).head(k + 2) = column;
    for (Eigen::Index i = 0; i < k; ++i)
        m_triangle.col(k).applyOnTheLeft(i, i + 1,
                                         m_rotations[static_cast<std::size_t>(i)].adjoint());
    Eigen::JacobiRotation<double> rotation;
    rotation.makeGivens(m_triangle(k, k), m_triangle(k + 1, k));
    m_triangle.col(k).applyOnTheLeft(k, k + 1, rotation.adjoint());
    m_right.applyOnTheLeft(k, k + 1, rotation.adjoint());
    m_rotations.push_back(rotation);
}

Eigen::VectorXd HessenbergLeastSquares::solve() const
{
    const Eigen::Index k = columns();
    return m_triangle.topLeftCorner(k, k).triangularView<Eigen::Upper>().solve(m_right.head(k));
}

}  // namespace nie
