#pragma once

#include "core/io/numeric_array.h"

#include <cstdint>
#include <optional>
#include <string>

namespace nie {

/// One of the voxel types that the NIfTI standard numbers (nifti1.h, DT_...).
struct NiftiType {
    /// What one voxel holds.
    enum class Voxel { Scalar, Complex, Colour, Unsupported };

    std::int32_t code = 0;
    std::string name;       ///< "int16", "complex64", "RGB24"
    std::size_t bytes = 0;  ///< of one voxel
    Voxel voxel = Voxel::Scalar;
    NumericType number = NumericType::Float64;  ///< of a scalar, or of each half of a complex voxel

    /// Nothing for a code that the standard does not know.
    static std::optional<NiftiType> find(std::int32_t code);
};

}  // namespace nie
