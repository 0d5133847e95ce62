#pragma once

#include "core/results/figure_spec.h"

#include <QPalette>
#include <QPen>

namespace nie {

/// The pen of a series on the screen. `faint`: raw data behind its smoothed line.
QPen seriesPen(int colour, SeriesSpec::Style style, const QPalette& palette, double width = 1.5,
               bool faint = false);

}  // namespace nie
