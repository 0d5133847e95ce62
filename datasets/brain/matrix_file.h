#pragma once

#include <Eigen/Dense>

#include <filesystem>

namespace nie::brain {

/// A matrix from an NPY file. Throws InputError naming the file for anything else.
Eigen::MatrixXd readMatrixFile(const std::filesystem::path& file);

}  // namespace nie::brain
