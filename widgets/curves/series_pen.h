#pragma once

#include "core/results/figure_spec.h"

#include <QPalette>
#include <QPen>

namespace nie {

/// The pen of a series on the screen. `faint`: raw data behind its smoothed line.
QPen seriesPen(int colour, SeriesSpec::Style style, const QPalette& palette, double width = 1.5,
               bool faint = false);

/// `width`, or 1 for a broken line of many points: dashing one that is wider takes half a second a
/// picture with 2000 noisy points (measured), a thin one 3 ms.
double affordableWidth(SeriesSpec::Style style, std::size_t points, double width);

}  // namespace nie
