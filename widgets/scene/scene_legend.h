#pragma once

#include "core/results/colour_map.h"
#include "widgets/scene/scene_ink.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace nie {

/// The colours of a scene and their values, beside it.
struct SceneColourBar {
    std::vector<RgbColour> colours;  ///< from the smallest value to the greatest; empty: no bar
    double from = 0.0;
    double to = 1.0;          ///< > from
    bool clipsBelow = false;  ///< some values lie beyond: the bar is pointed there
    bool clipsAbove = false;
    QString label;
};

/// The room that a bar needs at the right edge; 0 without colours.
double colourBarWidth(const SceneColourBar& bar, const SceneInk& ink);
/// Draws it into `area`, its numbers included.
void paintSceneColourBar(QPainter& painter, const QRectF& area, const SceneColourBar& bar,
                         const SceneInk& ink);

/// One entry of a legend.
struct SceneKey {
    enum class Mark { Line, BroadLine, Dot };
    QString text;
    QColor colour;
    Mark mark = Mark::Line;
};

/// The title at the left of a line, the legend at its right.
double headerHeight(const QString& title, const std::vector<SceneKey>& keys, const SceneInk& ink);
void paintSceneHeader(QPainter& painter, const QRectF& area, const QString& title,
                      const std::vector<SceneKey>& keys, const SceneInk& ink);

}  // namespace nie
