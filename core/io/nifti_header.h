#pragma once

#include "core/io/nifti_type.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nie {

/// The header of a NIfTI-1, NIfTI-2 or Analyze 7.5 image, checked field by field.
/// Formats: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h and .../nifti2.h (read
/// 2026-11).
struct NiftiHeader {
    enum class Format { Analyze, Nifti1, Nifti2 };
    /// sform and qform with their codes; unset in Analyze.
    struct Orientation {
        std::int32_t qformCode = 0;
        std::int32_t sformCode = 0;
        std::array<double, 3> quaternion{};  ///< b, c, d
        std::array<double, 3> offset{};      ///< x, y, z in spatial units
        std::array<std::array<double, 4>, 3> rows{};
    };

    Format format = Format::Nifti1;
    bool swapped = false;             ///< in the other byte order than this machine's
    bool singleFile = true;           ///< else the voxels stand in the .img beside the .hdr
    std::vector<std::int64_t> shape;  ///< dim[1] .. dim[dim[0]]; x runs fastest
    NiftiType type;
    std::array<double, 8> pixdim{};  ///< [0]: sign of the third axis; [1..3]: voxel size; [4]: time
    std::uint64_t voxelOffset = 0;   ///< of the first voxel in its file
    double slope = 0.0;              ///< 0: values are as stored
    double intercept = 0.0;
    int units = 0;  ///< xyzt_units
    std::int32_t intent = 0;
    std::string intentName;
    std::string description;
    Orientation orientation;
    std::vector<std::string> warnings;

    /// Bytes that a header has at most.
    static constexpr std::size_t kLongest = 540;

    /// From the first bytes of a file, as many of kLongest as there are. Throws InputError naming
    /// `source`, the field and its value.
    static NiftiHeader parse(std::string_view bytes, const std::string& source);

    /// Bytes of the header in its file: 348 or 540.
    std::size_t size() const { return format == Format::Nifti2 ? 540 : 348; }
    /// "NIfTI-1", "NIfTI-2", "Analyze 7.5".
    std::string kind() const;
    /// dim[k]; 1 beyond dim[0].
    std::int64_t dim(std::size_t k) const { return k <= shape.size() ? shape[k - 1] : 1; }
    /// x times y times z, as an InputError-free number: `parse` has checked the product.
    std::int64_t voxelCount() const { return dim(1) * dim(2) * dim(3); }
    /// Volumes of x, y, z: the product of the other lengths.
    std::int64_t volumeCount() const { return dim(4) * dim(5) * dim(6) * dim(7); }
    std::uint64_t dataBytes() const;
    /// Millimetres of one spatial unit; 1 where the header names none.
    double millimetres() const;
};

}  // namespace nie
