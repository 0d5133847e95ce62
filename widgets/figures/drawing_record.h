#pragma once

#include "core/results/figure_spec.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace nie {

/// A text as it was drawn, in points of the finished figure.
struct DrawnText {
    QString text;
    double letterPoints = 0.0;  ///< size of its font
    QRectF ink;                 ///< what the letters cover
};

/// What drawing a figure leaves on paper, measured rather than planned.
struct DrawingRecord {
    QRectF page;  ///< points
    std::vector<DrawnText> texts;
    double thinnestLine = 0.0;  ///< points; 0: no line was drawn
};

/// Draws the figure as a file would get it and keeps what came of it. Needs a QGuiApplication.
DrawingRecord recordDrawing(const FigureSpec& figure);

}  // namespace nie
