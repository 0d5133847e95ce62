#include "core/io/nifti_type.h"

#include <algorithm>
#include <vector>

namespace nie {

std::optional<NiftiType> NiftiType::find(std::int32_t code)
{
    using Voxel = NiftiType::Voxel;
    static const std::vector<NiftiType> kTypes{
        {2, "uint8", 1, Voxel::Scalar, NumericType::UInt8},
        {4, "int16", 2, Voxel::Scalar, NumericType::Int16},
        {8, "int32", 4, Voxel::Scalar, NumericType::Int32},
        {16, "float32", 4, Voxel::Scalar, NumericType::Float32},
        {64, "float64", 8, Voxel::Scalar, NumericType::Float64},
        {256, "int8", 1, Voxel::Scalar, NumericType::Int8},
        {512, "uint16", 2, Voxel::Scalar, NumericType::UInt16},
        {768, "uint32", 4, Voxel::Scalar, NumericType::UInt32},
        {1024, "int64", 8, Voxel::Scalar, NumericType::Int64},
        {1280, "uint64", 8, Voxel::Scalar, NumericType::UInt64},
        {32, "complex64", 8, Voxel::Complex, NumericType::Float32},
        {1792, "complex128", 16, Voxel::Complex, NumericType::Float64},
        {128, "RGB24", 3, Voxel::Colour},
        {2304, "RGBA32", 4, Voxel::Colour},
        {1, "one bit", 1, Voxel::Unsupported},
        {1536, "float128", 16, Voxel::Unsupported},
        {2048, "complex256", 32, Voxel::Unsupported},
    };
    const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                    [code](const NiftiType& type) { return type.code == code; });
    return found == kTypes.end() ? std::nullopt : std::optional(*found);
}

}  // namespace nie
