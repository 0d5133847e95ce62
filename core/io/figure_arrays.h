#pragma once

#include "core/io/numeric_array.h"
#include "core/results/figure_spec.h"

#include <filesystem>
#include <vector>

namespace nie {

/// The numbers behind a figure, as arrays. Panels and series count from 1:
///
///     panel1_image    [row, column], NaN where a cell is masked
///     panel1_image_x  [column], panel1_image_y [row]: the centres of its cells
///     panel1_series2  [point, 2]: x and y; [point, 3] with a shaded area: its other edge last
///
/// Of a sheet "part2_" stands before them.
std::vector<NumericArray> figureArrays(const FigureSpec& figure);

/// The arrays, and "metadata": a JSON text with provenance, titles and labels. Whole or not at all;
/// the same figure gives the same bytes. Throws RunError.
void writeFigureNpz(const FigureSpec& figure, const std::filesystem::path& file);

/// The one array of a figure with a single heat map, or a single curve. Throws InputError for a
/// figure with more.
void writeFigureNpy(const FigureSpec& figure, const std::filesystem::path& file);

}  // namespace nie
