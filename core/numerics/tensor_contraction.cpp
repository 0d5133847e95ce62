#include "core/numerics/tensor_contraction.h"

namespace nie {

Eigen::VectorXd contractAxis(const Eigen::VectorXd& tensor, Eigen::Index left,
                             const Eigen::MatrixXd& matrix, Eigen::Index right)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Eigen::VectorXd result(left * matrix.rows() * right);
    for (Eigen::Index l = 0; l < left; ++l) {
        Eigen::Map<const RowMajor> slab(tensor.data() + l * matrix.cols() * right, matrix.cols(),
                                        right);
        Eigen::Map<RowMajor> image(result.data() + l * matrix.rows() * right, matrix.rows(), right);
        image.noalias() = matrix * slab;
    }
    return result;
}

Eigen::VectorXd contractAxes(const Eigen::VectorXd& tensor, std::vector<Eigen::Index> shape,
                             const std::vector<const Eigen::MatrixXd*>& matrices)
{
    Eigen::VectorXd result = tensor;
    for (std::size_t axis = 0; axis < matrices.size(); ++axis) {
        if (matrices[axis]->size() == 0)
            continue;
        Eigen::Index left = 1;
        Eigen::Index right = 1;
        for (std::size_t k = 0; k < axis; ++k)
            left *= shape[k];
        for (std::size_t k = axis + 1; k < shape.size(); ++k)
            right *= shape[k];
        result = contractAxis(result, left, *matrices[axis], right);
        shape[axis] = matrices[axis]->rows();
    }
    return result;
}

}  // namespace nie
