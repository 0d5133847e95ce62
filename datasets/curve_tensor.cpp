#include "datasets/curve_tensor.h"

#include <algorithm>

namespace nie {

torch::Tensor curvesToTensor(const std::vector<Eigen::MatrixXd>& curves)
{
    const auto count = static_cast<std::int64_t>(curves.size());
    torch::Tensor values =
        torch::empty({count, curves.front().cols(), curves.front().rows()}, torch::kFloat64);
    double* next = values.data_ptr<double>();
    // A column-major [channel, time] matrix lies in memory as [time, channel].
    for (const Eigen::MatrixXd& curve : curves)
        next = std::copy_n(curve.data(), curve.size(), next);
    return values;
}

torch::Tensor timesToTensor(const std::vector<double>& times)
{
    return torch::tensor(times, torch::kFloat64);
}

}  // namespace nie
