#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nie {

/// One line of a text file.
struct TextLine {
    std::string_view text;
    std::size_t number = 0;  ///< from 1
};

/// The lines of a table: comments, blank lines and line ends taken off.
struct TextLines {
    std::vector<TextLine> rows;             ///< point into the text that was split
    std::vector<std::string> commentNames;  ///< words of the last comment; empty: none

    /// Throws InputError naming `source` when the text is empty, is UTF-16 or no text at all.
    static TextLines split(std::string_view text, const std::string& source);
    /// Tab, semicolon, comma or space, whichever cuts most of the first 20 rows into the same
    /// number of cells; '\0' where none cuts.
    char delimiter() const;
};

/// The cells of a line without the quotes and blanks around them. Throws InputError for a quote
/// that is not closed.
std::vector<std::string> cutCells(const TextLine& line, char delimiter, const std::string& source);

/// Whether a cell is one number and nothing else.
bool parseNumber(std::string_view cell, bool decimalComma, double& value);
/// Empty, n/a, NA, NaN, null, -, inf: nothing was measured.
bool isMissing(std::string_view cell);

}  // namespace nie
