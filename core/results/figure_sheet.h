#pragma once

#include "core/results/figure_spec.h"

#include <string>
#include <vector>

namespace nie {

/// How figures are put together on one sheet.
struct SheetLayout {
    int rows = 0;               ///< 0: so many as the figures need
    int columns = 2;            ///< filled row by row
    std::string letters = "a";  ///< "a", "A", "(a)", "(A)"; empty: none
};

/// "2x3" (rows x columns) of a command line. Throws InputError naming `source`.
SheetLayout readSheetLayout(const std::string& text, const std::string& source);

/// One figure of several, in the order given, as wide as the widest of them; each keeps the
/// proportions that it has in the width of its cell (core/results/figure_size.h), as far as its row
/// lets it. What their provenance shares becomes the sheet's. Throws InputError for a sheet without
/// figures, with more of them than cells, or of sheets.
FigureSpec composeSheet(const std::vector<FigureSpec>& figures, const SheetLayout& layout);

/// A cell of a sheet, in millimetres from its upper left corner.
struct SheetCell {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
};

/// One a part, whatever size the sheet has been given: columns are equally wide, rows share the
/// height as their highest parts do.
std::vector<SheetCell> sheetCells(const FigureSpec& sheet);

/// The width of its cells, were it so wide, and the height at which no part is squeezed.
double sheetCellWidth(const FigureSpec& sheet, double millimetres);
double naturalSheetHeight(const FigureSpec& sheet);

/// A part as it is drawn: of its cell's size, with the sheet's letters and lines.
FigureSpec partOf(const FigureSpec& sheet, std::size_t index);

/// The figures that hold panels: the parts of a sheet, else the figure itself.
std::vector<FigureSpec> drawnParts(const FigureSpec& figure);

/// The letter of the n-th figure in a style of SheetLayout::letters: "a", "(b)"; "aa" after "z".
std::string sheetLetter(const std::string& style, std::size_t index);

}  // namespace nie
