#include "core/results/figure_size.h"

#include "core/results/figure_sheet.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// Height of so many panels in `columns`, each as high as wide times `shape`.
double heightInColumns(int panels, int columns, double width, double shape)
{
    const int rows = (panels + columns - 1) / columns;
    return rows * shape * width / columns;
}

}  // namespace

FigureSpec fittedToWidth(FigureSpec figure, double width, double highest)
{
    const double before = figure.widthMillimetres;
    figure.widthMillimetres = width;
    if (!figure.parts.empty()) {
        const double cell = sheetCellWidth(figure, width);
        for (FigureSpec& part : figure.parts)
            part = fittedToWidth(std::move(part), std::max(cell, 1.0));
        figure.heightMillimetres = naturalSheetHeight(figure);
        return figure;
    }
    const int panels = std::max(1, static_cast<int>(figure.panels.size()));
    const int columns = std::clamp(figure.columns, 1, panels);
    if (columns < panels) {  // rows of a grid mean something: they stay
        figure.heightMillimetres *= width / before;
        return figure;
    }
    const double wanted = before / columns;
    const double shape = figure.heightMillimetres / wanted;
    int best = columns;
    for (int each = columns; each > 0; --each) {
        const auto change = [&](int count) { return std::abs(std::log(width / count / wanted)); };
        if (change(each) < change(best) && heightInColumns(panels, each, width, shape) <= highest)
            best = each;
    }
    figure.columns = best;
    figure.heightMillimetres = heightInColumns(panels, best, width, shape);
    return figure;
}

}  // namespace nie
