#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// How numbers are stored in a file. In memory they are always double.
enum class NumericType {
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Boolean
};

/// "float32", "int16", "bool": NumPy's names.
std::string typeName(NumericType type);
/// Bytes of one element.
std::size_t typeSize(NumericType type);

/// Numbers with a shape and a name, as every array format of core/io gives and takes them.
struct NumericArray {
    std::string name;                         ///< of the variable or member; may be empty
    std::vector<std::int64_t> shape;          ///< [] stands for one number
    std::vector<double> values;               ///< row-major: the last axis runs fastest
    NumericType type = NumericType::Float64;  ///< as in the file; what a writer stores
    std::vector<std::string> labels = {};     ///< names along the last axis; empty: none
};

/// Product of the lengths; nothing for a negative length or a product beyond 63 bits.
std::optional<std::uint64_t> elementCount(const std::vector<std::int64_t>& shape);
/// The same times the bytes of an element.
std::optional<std::uint64_t> byteCount(const std::vector<std::int64_t>& shape,
                                       std::uint64_t elementSize);

/// "40 x 5"; "1 number" for [].
std::string shapeText(const std::vector<std::int64_t>& shape);

/// The array with its axes in another order: axis k of the result is axis order[k] of the input.
/// Labels stay with the last axis only where that stays last.
NumericArray permuted(const NumericArray& array, const std::vector<std::size_t>& order);
/// For values that a file holds with the first axis running fastest (Fortran, MATLAB).
NumericArray fromColumnMajor(NumericArray array);

/// Reads `count` elements of a type, in the other byte order if `swapped`, into doubles.
void decodeNumbers(const void* bytes, NumericType type, bool swapped, std::size_t count,
                   double* target);
/// Little-endian bytes of numbers in a type. Throws RunError naming `where` for a number that the
/// type cannot hold (an integer out of range, NaN as integer).
std::string encodeNumbers(const double* values, std::size_t count, NumericType type,
                          const std::string& where);

/// Reads the elements of an array that is `bytesEach` wide in the file, a block at a time, through
/// `read(target, bytes)`; memory for the doubles alone is needed.
void decodeBlocks(NumericArray& array, bool swapped,
                  const std::function<void(void* target, std::size_t bytes)>& read);

/// Throws InputError "data size: ..." when so many bytes are more than half of the memory that is
/// free: a file's header may claim anything.
void requireMemory(std::uint64_t bytes, const std::string& source);

}  // namespace nie
