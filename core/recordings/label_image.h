#pragma once

#include "core/io/nifti_file.h"
#include "core/recordings/label_names.h"

#include <Eigen/Dense>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// An atlas: a whole number for every voxel, 0 outside all regions.
struct LabelImage {
    std::string source;
    std::array<std::int64_t, 3> shape{};  ///< x, y, z
    NiftiAffine affine;
    std::vector<std::int32_t> labels;  ///< [z, y, x]
    LabelNames names;                  ///< may lack some, or all
    LabelNames groups = {};            ///< networks and the like, where the table states them
    std::vector<std::string> warnings;

    /// `names`: a file with them; empty: one that lies beside the image, if there is one. Labels
    /// without a name are listed in the warnings. Throws InputError "label ..." for numbers that
    /// are no labels (not whole, negative, too large for the type) and for an image without any,
    /// "names ..." for a file `names` that has none of its labels.
    static LabelImage read(const std::filesystem::path& image,
                           const std::filesystem::path& names = {});

    /// The labels that occur, ascending, without 0.
    std::vector<std::int32_t> present() const;
    /// "label 41" where there is no name.
    std::string nameOf(std::int32_t label) const;
    /// Empty where none is stated.
    std::string groupOf(std::int32_t label) const;

    /// A label for every voxel of another grid. Equal grids (affines within 1e-3) share their
    /// voxels; else the nearest one through both affines counts, outside is 0, and `warnings` of
    /// the result says so. Throws InputError "label: ... do not overlap".
    struct OnGrid {
        std::vector<std::int32_t> labels;  ///< [z, y, x] of the other grid
        bool resampled = false;
    };
    OnGrid onGridOf(const NiftiFile& recording) const;

private:
    void takeNames(const std::filesystem::path& table, bool chosen);
};

}  // namespace nie
