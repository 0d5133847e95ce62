#include "core/io/nifti_affine.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace nie {

namespace {

bool isUsable(const Eigen::Matrix4d& matrix)
{
    if (!matrix.allFinite())
        return false;
    const Eigen::Matrix3d axes = matrix.topLeftCorner<3, 3>();
    const double lengths = axes.colwise().norm().prod();
    constexpr double kFlat = 1e-9;
    return lengths > 0 && std::abs(axes.determinant()) > kFlat * lengths;
}

Eigen::Matrix4d sformOf(const NiftiHeader& header)
{
    Eigen::Matrix4d matrix = Eigen::Matrix4d::Identity();
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            matrix(row, column) =
                header.orientation
                    .rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    return matrix;
}

/// nifti1.h, method 2: the rotation of a unit quaternion, voxel sizes, an offset.
Eigen::Matrix4d qformOf(const NiftiHeader& header, const Eigen::Vector3d& sizes)
{
    const auto& stored = header.orientation.quaternion;
    Eigen::Vector3d vector(stored[0], stored[1], stored[2]);
    const double square = vector.squaredNorm();
    double scalar = 0.0;
    if (square > 1.0)
        vector /= std::sqrt(square);
    else
        scalar = std::sqrt(1.0 - square);
    const Eigen::Quaterniond rotation(scalar, vector.x(), vector.y(), vector.z());
    Eigen::Matrix4d matrix = Eigen::Matrix4d::Identity();
    matrix.topLeftCorner<3, 3>() = rotation.toRotationMatrix() * sizes.asDiagonal();
    if (header.pixdim[0] < 0)
        matrix.col(2) *= -1.0;
    for (int k = 0; k < 3; ++k)
        matrix(k, 3) = header.orientation.offset[static_cast<std::size_t>(k)];
    return matrix;
}

}  // namespace

NiftiAffine NiftiAffine::of(const NiftiHeader& header)
{
    NiftiAffine affine;
    affine.matrix = sformOf(header);
    affine.source = "sform";
    if (header.orientation.sformCode <= 0 || !isUsable(affine.matrix)) {
        Eigen::Vector3d sizes;
        for (int k = 0; k < 3; ++k) {
            const double size = std::abs(header.pixdim[static_cast<std::size_t>(k + 1)]);
            const bool good = std::isfinite(size) && size > 0;
            sizes[k] = good ? size : 1.0;
            if (!good)
                affine.warnings.push_back(
                    fmt::format("pixdim[{}]: is {}; the voxel size is taken for 1", k + 1,
                                header.pixdim[static_cast<std::size_t>(k + 1)]));
        }
        affine.matrix = qformOf(header, sizes);
        affine.source = "qform";
        if (header.orientation.qformCode <= 0 || !isUsable(affine.matrix)) {
            affine.matrix = Eigen::Vector4d(sizes[0], sizes[1], sizes[2], 1.0).asDiagonal();
            affine.source = "pixdim";
        }
    }
    affine.matrix.topRows<3>() *= header.millimetres();
    return affine;
}

std::string NiftiAffine::axisCodes() const
{
    // The nearest rotation: oblique and sheared axes are named after the direction they are
    // nearest.
    Eigen::Matrix3d axes = matrix.topLeftCorner<3, 3>();
    axes.colwise().normalize();
    const Eigen::JacobiSVD<Eigen::Matrix3d> svd(axes, Eigen::ComputeFullU | Eigen::ComputeFullV);
    Eigen::Matrix3d nearest = svd.matrixU() * svd.matrixV().transpose();
    constexpr std::array kPositive{'R', 'A', 'S'};
    constexpr std::array kNegative{'L', 'P', 'I'};
    std::string codes(3, '?');
    for (int round = 0; round < 3; ++round) {
        Eigen::Index row = 0;
        Eigen::Index column = 0;
        nearest.cwiseAbs().maxCoeff(&row, &column);
        codes[static_cast<std::size_t>(column)] = nearest(row, column) < 0
                                                      ? kNegative[static_cast<std::size_t>(row)]
                                                      : kPositive[static_cast<std::size_t>(row)];
        nearest.row(row).setZero();
        nearest.col(column).setZero();
    }
    return codes;
}

}  // namespace nie
