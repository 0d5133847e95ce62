#pragma once

#include "core/io/numeric_array.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// A table of numbers in a text file: CSV, TSV, .1D, .txt, FSL's VEST.
///
/// Found by itself: a byte order mark, line ends LF, CRLF or CR, the delimiter (tab, semicolon,
/// comma or spaces, whichever cuts the first lines most evenly), quotes with "" inside, a decimal
/// comma where the delimiter is none, # comments, a header, a trailing delimiter, an index column,
/// names in the first column. Missing cells (empty, n/a, NA, NaN, inf) become NaN.
struct TextTable {
    NumericArray array;                 ///< [row, column]; labels: the header's names
    std::vector<std::string> rowNames;  ///< texts of the first column; empty: none
    std::string indexName;              ///< of a first column that counts or is a time
    std::vector<double> index;          ///< its values [row]; empty: none
    char delimiter = ',';               ///< '\0': one column
    bool decimalComma = false;
    std::int64_t missing = 0;  ///< cells
    std::vector<std::string> warnings;

    /// Throws InputError naming file, line, column and cell: empty, not text, rows of different
    /// length, a cell that is no number, no rows.
    static TextTable read(const std::filesystem::path& file);
    /// The same from text; `source` names it in messages.
    static TextTable parse(std::string_view text, const std::string& source);
};

}  // namespace nie
