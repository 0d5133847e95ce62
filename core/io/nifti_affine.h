#pragma once

#include "core/io/nifti_header.h"

#include <Eigen/Dense>

#include <string>
#include <vector>

namespace nie {

/// Where voxels lie: world = matrix * (i, j, k, 1), in mm, x to the right, y to the front, z up
/// (RAS+).
struct NiftiAffine {
    Eigen::Matrix4d matrix = Eigen::Matrix4d::Identity();
    std::string source;                 ///< "sform", "qform" or "pixdim"
    std::vector<std::string> warnings;  ///< voxel sizes that had to be replaced

    /// sform where its code is > 0 and it can be inverted, else qform where its code is > 0, else
    /// the voxel sizes alone: then the orientation is unknown.
    static NiftiAffine of(const NiftiHeader& header);
    /// Directions in which i, j, k grow: "RAS", "LPI".
    std::string axisCodes() const;
    bool isOrientationKnown() const { return source != "pixdim"; }
};

}  // namespace nie
