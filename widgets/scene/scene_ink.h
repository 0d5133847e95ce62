#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace nie {

/// Colours and letters of what is drawn around a scene.
struct SceneInk {
    QColor background;
    QColor pane;  ///< the far sides of the box
    QColor grid;
    QColor axis;
    QColor text;
    QColor mutedText;
    QColor band;
    QFont font;
};
SceneInk sceneInk(const QPalette& palette, const QFont& font);

}  // namespace nie
