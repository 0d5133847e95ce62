#include "core/results/figure_sheet.h"

#include "core/base/error.h"
#include "core/results/figure_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace nie {

namespace {

constexpr double kSheetGap = 4.0;    ///< millimetres between cells
constexpr int kMostSheetCells = 26;  ///< along one side
/// Figures that are flatter or higher than this would leave their neighbours no room.
constexpr double kFlattestPart = 0.3;
constexpr double kHighestPart = 1.5;

int sheetSide(const std::string& text)
{
    int count = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    return error == std::errc() && rest == end && count <= kMostSheetCells ? count : 0;
}

std::size_t sheetColumns(const FigureSpec& sheet)
{
    return static_cast<std::size_t>(
        std::clamp(sheet.columns, 1, std::max(1, static_cast<int>(sheet.parts.size()))));
}

/// The height of each row over the width of a cell, as the proportions of the parts ask for.
std::vector<double> rowShapes(const FigureSpec& sheet)
{
    const std::size_t columns = sheetColumns(sheet);
    std::vector<double> shapes((sheet.parts.size() + columns - 1) / columns, 0.0);
    for (std::size_t i = 0; i < sheet.parts.size(); ++i) {
        const FigureSpec& part = sheet.parts[i];
        const double shape =
            std::clamp(part.heightMillimetres / part.widthMillimetres, kFlattestPart, kHighestPart);
        shapes[i / columns] = std::max(shapes[i / columns], shape);
    }
    return shapes;
}

/// Keeps what all figures say alike.
void shareProvenance(FigureSpec& sheet)
{
    for (const auto& entry : sheet.parts.front().provenance) {
        const bool shared =
            std::all_of(sheet.parts.begin(), sheet.parts.end(), [&entry](const FigureSpec& part) {
                return std::find(part.provenance.begin(), part.provenance.end(), entry) !=
                       part.provenance.end();
            });
        if (shared)
            sheet.provenance.push_back(entry);
    }
}

}  // namespace

SheetLayout readSheetLayout(const std::string& text, const std::string& source)
{
    const auto cross = text.find('x');
    SheetLayout layout;
    if (cross != std::string::npos) {
        layout.rows = sheetSide(text.substr(0, cross));
        layout.columns = sheetSide(text.substr(cross + 1));
    }
    if (cross == std::string::npos || layout.rows < 1 || layout.columns < 1)
        throw InputError(source, "not the size of a sheet", "'" + text + "'",
                         fmt::format("ROWSxCOLUMNS, each 1 to {}: 2x2", kMostSheetCells));
    return layout;
}

FigureSpec composeSheet(const std::vector<FigureSpec>& figures, const SheetLayout& layout)
{
    if (figures.empty())
        throw InputError("sheet", "has no figures");
    const auto count = static_cast<int>(figures.size());
    if (layout.rows > 0 && count > layout.rows * layout.columns)
        throw InputError("sheet", "has fewer cells than figures", fmt::format("{} figures", count),
                         fmt::format("{} in {} x {} cells", layout.rows * layout.columns,
                                     layout.rows, layout.columns));
    FigureSpec sheet;
    sheet.columns = layout.columns;
    sheet.widthMillimetres = 0.0;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!figures[i].parts.empty())
            throw InputError("sheet", "cannot hold a sheet");
        sheet.parts.push_back(figures[i]);
        sheet.parts.back().letter = sheetLetter(layout.letters, i);
        sheet.parts.back().command.clear();
        sheet.widthMillimetres = std::max(sheet.widthMillimetres, figures[i].widthMillimetres);
        sheet.fontPoints =
            i == 0 ? figures[i].fontPoints : std::max(sheet.fontPoints, figures[i].fontPoints);
    }
    shareProvenance(sheet);
    return fittedToWidth(sheet, sheet.widthMillimetres);
}

double sheetCellWidth(const FigureSpec& sheet, double millimetres)
{
    const auto columns = static_cast<double>(sheetColumns(sheet));
    return std::max(0.0, (millimetres - kSheetGap * (columns - 1.0)) / columns);
}

double naturalSheetHeight(const FigureSpec& sheet)
{
    const double cell = sheetCellWidth(sheet, sheet.widthMillimetres);
    double height = -kSheetGap;
    for (const double shape : rowShapes(sheet))
        height += shape * cell + kSheetGap;
    return height;
}

std::vector<SheetCell> sheetCells(const FigureSpec& sheet)
{
    if (sheet.parts.empty())
        return {};
    const std::size_t columns = sheetColumns(sheet);
    const std::vector<double> shapes = rowShapes(sheet);
    double sum = 0.0;
    for (const double shape : shapes)
        sum += shape;
    const double across = sheetCellWidth(sheet, sheet.widthMillimetres);
    const double down =
        sheet.heightMillimetres - kSheetGap * static_cast<double>(shapes.size() - 1);
    std::vector<SheetCell> cells;
    double top = 0.0;
    for (std::size_t row = 0; row < shapes.size(); ++row) {
        const double height = down * shapes[row] / sum;
        for (std::size_t column = 0; column < columns && cells.size() < sheet.parts.size();
             ++column)
            cells.push_back({static_cast<double>(column) * (across + kSheetGap), top, across,
                             std::max(height, 0.0)});
        top += height + kSheetGap;
    }
    return cells;
}

FigureSpec partOf(const FigureSpec& sheet, std::size_t index)
{
    FigureSpec part = sheet.parts.at(index);
    const SheetCell cell = sheetCells(sheet).at(index);
    part.widthMillimetres = cell.width;
    part.heightMillimetres = cell.height;
    part.fontPoints = sheet.fontPoints;
    part.leastLinePoints = sheet.leastLinePoints;
    return part;
}

std::vector<FigureSpec> drawnParts(const FigureSpec& figure)
{
    if (figure.parts.empty())
        return {figure};
    std::vector<FigureSpec> parts;
    for (std::size_t i = 0; i < figure.parts.size(); ++i)
        parts.push_back(partOf(figure, i));
    return parts;
}

std::string sheetLetter(const std::string& style, std::size_t index)
{
    const auto at = style.find_first_of("aA");
    if (at == std::string::npos)
        return {};
    const char first = style[at];
    std::string letter;
    for (std::size_t rest = index + 1; rest > 0; rest = (rest - 1) / 26)
        letter.insert(letter.begin(),
                      static_cast<char>(first + static_cast<char>((rest - 1) % 26)));
    return style.substr(0, at) + letter + style.substr(at + 1);
}

}  // namespace nie
