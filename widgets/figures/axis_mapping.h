#pragma once

#include "core/results/figure_spec.h"

#include <QPolygonF>

#include <vector>

namespace nie {

/// A stretch of an axis in data units; from < to, both positive where logarithmic.
struct AxisRange {
    double from = 0.0;
    double to = 1.0;
};

/// Data to drawing coordinates along one axis.
struct AxisMapping {
    AxisRange range;
    bool logarithmic = false;
    double start = 0.0;  ///< drawing coordinate of range.from
    double end = 1.0;    ///< drawing coordinate of range.to

    /// NaN for what the axis cannot show (zero or less on a logarithmic one).
    double toDrawing(double value) const;
    /// The way back, also beyond the ends.
    double toData(double drawing) const;
};

/// Ranges that hold all finite data of the panel with a little air, or those the axes ask for.
struct PanelRanges {
    AxisRange x;
    AxisRange y;
};
PanelRanges panelRanges(const PanelSpec& panel);

/// Widens one of the two ranges so that a unit is equally long on both axes.
PanelRanges withEqualAspect(PanelRanges ranges, double width, double height);

/// The visible parts of a line: interrupted at NaN, clipped to the box of both ranges, thinned to
/// the first, least, greatest and last value per `column` of drawing units (no peak is lost).
std::vector<QPolygonF> visibleLines(const SeriesSpec& series, const AxisMapping& x,
                                    const AxisMapping& y, double column);

/// The points inside the box.
QPolygonF visiblePoints(const SeriesSpec& series, const AxisMapping& x, const AxisMapping& y);

}  // namespace nie
