#pragma once

#include "core/results/figure_spec.h"

#include <QByteArray>

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// Draws a figure into a file, in light colours always; needs a QApplication (or QGuiApplication)
/// but no display: the platform "offscreen" is enough. The suffix decides the format:
///
///     .pdf   page of exactly the figure's size, text as text, fonts embedded, provenance as XMP
///     .eps   the PDF as PostScript, where pdftops is installed
///     .svg   viewBox in points, text as <text>, provenance in <desc> and <metadata>
///     .png   the figure's size at `dpi` (pHYs), provenance as tEXt
///     .tif, .tiff  likewise, packed by LZW, provenance as description
///     .csv   the numbers of every series and heat map, provenance as comment lines
///
/// A heat map is embedded losslessly with one pixel a cell (uneven axes: see image_raster.h); its
/// axes, colour bar ticks and texts stay vectors.
///
/// The file appears whole or not at all, and is the same bytes for the same figure. Throws
/// InputError for an unknown suffix or a figure without size, RunError when it cannot be written.
void exportFigure(const FigureSpec& figure, const std::filesystem::path& file, int dpi = 300);

/// The bytes of such a file. `where` names it in messages.
QByteArray encodeFigure(const FigureSpec& figure, const std::string& suffix, int dpi,
                        const std::string& where);

/// ".csv", ".eps", ".pdf", ".png", ".svg", ".tif", ".tiff".
std::vector<std::string> figureFormats();

/// The suffix of a file in small letters: ".pdf"; empty where it has none.
std::string figureSuffix(const std::filesystem::path& file);

/// The numbers of every series in long form: panel, series, x, y. Where a panel holds a heat map, a
/// column `value` follows: x and y are then the centre of a cell, row by row, the value is "nan" as
/// such and empty where the cell is masked; rows of series leave it empty. Where a panel has
/// arrows, columns `u` and `v` follow, of the rows "arrows" alone: x and y are then an arrow's
/// middle, u and v what it stands for. Panels of a sheet are called by its letters: "a: Loss".
std::string figureToCsv(const FigureSpec& figure);

}  // namespace nie
