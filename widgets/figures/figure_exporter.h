#pragma once

#include "core/results/figure_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// Draws a figure into a file, in light colours always; needs a QApplication (or QGuiApplication)
/// but no display: the platform "offscreen" is enough. The suffix decides the format:
///
///     .pdf  page of exactly the figure's size, text as text, fonts embedded, provenance as XMP
///     .svg  viewBox in points, text as <text>, provenance in <desc>
///     .png  the figure's size at `dpi` (pHYs), provenance as tEXt
///     .csv  the numbers of every series and heat map, provenance as comment lines
///
/// A heat map is embedded losslessly with one pixel a cell (uneven axes: see image_raster.h); its
/// axes, colour bar ticks and texts stay vectors.
///
/// The file appears whole or not at all. PNG, SVG and CSV are the same bytes for the same figure.
/// Throws InputError for an unknown suffix or a figure without size, RunError when it cannot be
/// written.
void exportFigure(const FigureSpec& figure, const std::filesystem::path& file, int dpi = 300);

/// ".csv", ".pdf", ".png", ".svg".
std::vector<std::string> figureFormats();

/// The numbers of every series in long form: panel, series, x, y. Where a panel holds a heat map, a
/// column `value` follows: x and y are then the centre of a cell, row by row, the value is "nan" as
/// such and empty where the cell is masked; rows of series leave it empty.
std::string figureToCsv(const FigureSpec& figure);

}  // namespace nie
