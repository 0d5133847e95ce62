#pragma once

#include "core/results/figure_spec.h"
#include "widgets/curves/curve_series.h"

#include <QPalette>
#include <QPen>

namespace nie {

/// The pen of a series on the screen. `faint`: raw data behind its smoothed line.
QPen seriesPen(int colour, SeriesSpec::Style style, const QPalette& palette, double width = 1.5,
               bool faint = false);

/// The colour and the pen of a series of a training plot, its own colour if it has one. Series 9 to
/// 32 of the order have the colours of the first eight again, with other dashes.
QColor lineColour(const CurveSeries& series, const QPalette& palette);
QPen seriesPen(const CurveSeries& series, const QPalette& palette, double width = 1.5,
               bool faint = false);

/// `width`, or 1 for a broken line of many points: dashing one that is wider takes half a second a
/// picture with 2000 noisy points (measured), a thin one 3 ms.
double affordableWidth(SeriesSpec::Style style, std::size_t points, double width);
double affordableWidth(const CurveSeries& series, std::size_t points, double width);

}  // namespace nie
