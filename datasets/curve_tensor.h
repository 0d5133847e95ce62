#pragma once

#include <torch/torch.h>

#include <Eigen/Dense>

#include <vector>

namespace nie {

/// [sample, time, channel] from curves that are [channel, time] each.
torch::Tensor curvesToTensor(const std::vector<Eigen::MatrixXd>& curves);
/// [time]
torch::Tensor timesToTensor(const std::vector<double>& times);

}  // namespace nie
