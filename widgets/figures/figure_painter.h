#pragma once

#include "core/results/figure_spec.h"
#include "widgets/figures/axis_mapping.h"

#include <QColor>
#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace nie {

/// Colours and line widths of a drawn figure. The defaults are those of a printed one.
struct FigureLook {
    bool dark = false;  ///< on the screen only; files are always light
    QColor background = Qt::white;
    QColor foreground = Qt::black;
    QColor band = QColor(0xE4, 0xEC, 0xEC);
    double axisPoints = 0.5;
    double tickPoints = 2.5;
    double leastLinePoints = 0.0;  ///< thinner lines are drawn so thick; a figure may ask for more
    int sceneDpi = 0;  ///< of the pixels of a scene; 0: those of what is painted on

    bool operator==(const FigureLook&) const = default;
};

/// Draws the figure into `target` (in the painter's units), scaled as one: all sizes keep their
/// proportion to widthMillimetres x heightMillimetres. Used for the screen and every file format.
void paintFigure(QPainter& painter, const FigureSpec& figure, const QRectF& target,
                 const FigureLook& look = {});

/// Where a panel of a drawn figure lies, and its axes: data to the coordinates of the target.
struct PanelPlace {
    QRectF area;  ///< of the plot; empty where there is no room for it
    AxisMapping x;
    AxisMapping y;
};

/// What paintFigure() with the same figure and target draws where, one a panel.
std::vector<PanelPlace> figurePlaces(const FigureSpec& figure, const QRectF& target);

/// A place of a drawn figure in the data coordinates of the panel there.
struct FigurePoint {
    std::size_t panel = 0;
    double x = 0.0;
    double y = 0.0;
};

/// What paintFigure() with the same figure and target shows at a place; nothing beside the plot
/// areas.
std::optional<FigurePoint> figurePointAt(const FigureSpec& figure, const QRectF& target,
                                         QPointF place);

}  // namespace nie
