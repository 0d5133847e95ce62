#pragma once

#include "core/io/numeric_array.h"

#include <Eigen/Dense>

namespace nie::test {

/// An array with two axes as a matrix.
inline Eigen::MatrixXd matrixOf(const NumericArray& array)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajor>(array.values.data(), array.shape.at(0), array.shape.at(1));
}

}  // namespace nie::test
