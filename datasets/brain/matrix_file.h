#pragma once

#include <Eigen/Dense>

#include <filesystem>

namespace nie::brain {

/// The square matrix of an array file (NPY, NPZ, CSV, TSV, MAT, HDF5): the only one there is, or
/// the one with a name that connectomes usually have. Throws InputError naming the file.
Eigen::MatrixXd readMatrixFile(const std::filesystem::path& file);

}  // namespace nie::brain
