#pragma once

#include "core/results/figure_spec.h"

#include <vector>

namespace nie {

/// Where a field of the plane has the value `level`, by marching squares with linear interpolation
/// along the edges of the grid; a saddle is cut as the mean of its corners says. Lines are joined
/// over neighbouring squares; NaN parts them. A square with a corner that is not finite has none.
///
/// values: [y, x]; x and y: coordinates of the grid points, rising. Throws InputError for sizes
/// that do not fit.
SeriesSpec contourLines(const std::vector<double>& values, const std::vector<double>& x,
                        const std::vector<double>& y, double level);

/// `count` levels inside a range, evenly spaced, none at its ends.
std::vector<double> contourLevels(const ValueRange& range, int count);

}  // namespace nie
