#pragma once

#include "core/io/byte_source.h"
#include "core/io/numeric_array.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace nie {

/// What stands before the numbers of an NPY file.
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html (read 2026-11).
struct NpyHeader {
    NumericType type = NumericType::Float64;
    bool bigEndian = false;
    bool fortranOrder = false;  ///< the first axis runs fastest
    std::vector<std::int64_t> shape;

    /// Reads magic, version and the description, which is parsed and never evaluated. Accepts
    /// versions 1 to 3 and the types f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1; everything else (pickled
    /// objects, structures, complex numbers, text) throws InputError naming the field. Also throws
    /// when the numbers would not fit the source.
    static NpyHeader read(ByteSource& source);
    /// The bytes that stand before little-endian numbers in C order, a multiple of 64.
    static std::string compose(NumericType type, const std::vector<std::int64_t>& shape);
};

/// Header and numbers, which must fill the source to its end or less. Throws InputError.
NumericArray readNpy(ByteSource& source);
NumericArray readNpy(const std::filesystem::path& file);

/// Written atomically. Throws RunError.
void writeNpy(const std::filesystem::path& file, const NumericArray& array);

}  // namespace nie
