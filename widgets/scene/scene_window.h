#pragma once

#include "widgets/scene/scene_camera.h"

#include <QImage>

#include <memory>

class vtkRenderer;

namespace nie {

/// Draws one scene with VTK into pictures. Graphics memory is taken at the first picture.
class SceneWindow {
public:
    SceneWindow();
    ~SceneWindow();

    /// What is in the scene. May be filled where nothing can be drawn, too.
    vtkRenderer* renderer() const;
    /// Whether there is a context of OpenGL 3.2; asked for once.
    bool canDraw();
    /// Draft: one point a pixel, for pictures that follow a hand; Fine: the mean of four, with
    /// smooth edges.
    enum class Quality { Draft, Fine };
    /// The scene over nothing: transparent beside what is in it. Null where nothing can be drawn.
    QImage picture(const ScenePose& pose, QSize pixels, Quality quality = Quality::Fine);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
