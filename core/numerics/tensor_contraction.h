#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace nie {

/// Applies a matrix along one axis of a tensor [left, n, right] stored row by row (right fastest):
/// result[l, m, r] = sum_k matrix(m, k) tensor[l, k, r].
Eigen::VectorXd contractAxis(const Eigen::VectorXd& tensor, Eigen::Index left,
                             const Eigen::MatrixXd& matrix, Eigen::Index right);

/// Applies one matrix an axis to a tensor [n0, n1, ..., channels]; an empty matrix is the identity.
Eigen::VectorXd contractAxes(const Eigen::VectorXd& tensor, std::vector<Eigen::Index> shape,
                             const std::vector<const Eigen::MatrixXd*>& matrices);

}  // namespace nie
