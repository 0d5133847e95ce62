#pragma once

#include "core/io/numeric_array.h"

#include <string>
#include <string_view>
#include <vector>

namespace nie {

/// A variable of a MATLAB file of version 4 or 5, with what is in it. The numbers stay where they
/// are: `data` points into the bytes that were parsed.
struct MatNode {
    enum class Class {
        Empty = 0,
        Cell = 1,
        Structure = 2,
        Object = 3,
        Text = 4,
        Sparse = 5,
        Double = 6,
        Single = 7,
        Int8 = 8,
        UInt8 = 9,
        Int16 = 10,
        UInt16 = 11,
        Int32 = 12,
        UInt32 = 13,
        Int64 = 14,
        UInt64 = 15,
        Function = 16,
        Opaque = 17
    };

    Class kind = Class::Empty;
    bool isComplex = false;
    bool isLogical = false;
    std::string name;
    std::vector<std::int64_t> shape;
    NumericType storedType = NumericType::Float64;  ///< of `data`, often narrower than the class
    std::string_view data;                          ///< column-major; complete for the shape
    bool swapped = false;                           ///< in the other byte order
    std::vector<std::string> fields;                ///< of a structure
    std::vector<MatNode>
        children;  ///< of a cell; of a structure: fields of the first element first

    bool isNumeric() const { return kind >= Class::Double && kind <= Class::UInt64; }
    std::size_t count() const { return elementCount(shape).value_or(0); }
    /// The type that MATLAB shows.
    NumericType type() const;
    /// "text", "a cell", ... for what is no matrix of real numbers.
    std::string kindText() const;
    /// The numbers in row-major order. Only for numeric nodes that are not complex.
    NumericArray numbers() const;
    /// Characters of a text, at most 1000.
    std::string text() const;

    /// Parses the content of a matrix element (level 5 format; "MAT-File Format", MathWorks).
    /// Throws InputError naming `source` where a length passes the end of the bytes.
    static MatNode parse(std::string_view bytes, bool swapped, const std::string& source);
};

}  // namespace nie
