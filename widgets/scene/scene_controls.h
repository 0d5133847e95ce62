#pragma once

#include "widgets/scene/scene_camera.h"

#include <QWidget>

#include <vector>

namespace nie {

/// The directions of a SceneCanvas as buttons in a row, for those who do not know its keys, after
/// what a view has to choose from. Goes on in further rows where there is no room.
class SceneControls : public QWidget {
    Q_OBJECT
public:
    /// `prefix` of the names of its buttons: "surface" makes "surface.overview". `first`: what
    /// comes before them.
    SceneControls(const QString& prefix, const std::vector<QWidget*>& first,
                  QWidget* parent = nullptr);

Q_SIGNALS:
    void presetChosen(ScenePreset preset);
    void resetChosen();
};

}  // namespace nie
