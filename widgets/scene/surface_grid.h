#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/fields/field_values.h"

#include <cstddef>
#include <vector>

namespace nie {

/// Heights over a grid: values[row * columns + column] at (x[column], y[row]).
struct SurfaceGrid {
    std::vector<double> x;  ///< [column], rising
    std::vector<double> y;  ///< [row], rising
    std::vector<double> values;

    std::size_t columns() const { return x.size(); }
    std::size_t rows() const { return y.size(); }
    double at(std::size_t row, std::size_t column) const { return values[row * x.size() + column]; }
};

/// Whether a sample can be drawn as a surface: a field on a line with two times or more, over time
/// and space, or a field in the plane, at one time; with two points or more along each axis.
bool hasSurface(const PredictionSnapshot& sample);

/// Of a field on a line: x is time, y is space. In the plane: its two axes, at the look's time.
/// `look` fits the sample, which hasSurface().
SurfaceGrid surfaceGrid(const PredictionSnapshot& sample, const FieldLook& look, FieldPart part);

/// Every k-th row and column, the last ones too, so that there are at most `most` of each.
SurfaceGrid thinned(const SurfaceGrid& grid, std::size_t most);

}  // namespace nie
