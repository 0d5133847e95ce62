#pragma once

#include <torch/torch.h>

#include <Eigen/Core>

#include <vector>

namespace nie {

/// A matrix as a double tensor on the CPU, [rows, columns].
torch::Tensor toTensor(const Eigen::MatrixXd& matrix);

/// The numbers of a tensor of any shape, type and device, in row-major order, without its graph.
std::vector<double> toVector(const torch::Tensor& tensor);

}  // namespace nie
