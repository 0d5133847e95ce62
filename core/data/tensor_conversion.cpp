#include "core/data/tensor_conversion.h"

namespace nie {

torch::Tensor toTensor(const Eigen::MatrixXd& matrix)
{
    // Eigen stores by columns.
    return torch::from_blob(const_cast<double*>(matrix.data()), {matrix.cols(), matrix.rows()},
                            torch::kDouble)
        .t()
        .clone();
}

std::vector<double> toVector(const torch::Tensor& tensor)
{
    const auto plain = tensor.detach().to(torch::kCPU, torch::kDouble).contiguous();
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

}  // namespace nie
