#pragma once

#include "core/results/figure_spec.h"

#include <QRectF>

class QPainter;

namespace nie {

/// Where a scene is painted.
struct ScenePlace {
    QRectF area;               ///< in the painter's units
    int columns = 1;           ///< of a scene of several parts
    double letters = 10.0;     ///< height of the font, in the painter's units
    double dotsPerUnit = 1.0;  ///< of what is drawn as pixels
};

/// A scene that paints itself into a figure: what stands in space as pixels, axes, letters, colour
/// bars and legends as such. On the thread of the window.
class PaintedScene : public FigureScene {
public:
    virtual void paint(QPainter& painter, const ScenePlace& place) const = 0;
};

}  // namespace nie
