#pragma once

#include "widgets/scene/scene_box.h"

#include <QColor>

#include <memory>

class vtkRenderer;

namespace nie {

/// A ball in a scene, which marks a point.
class SceneBall {
public:
    explicit SceneBall(vtkRenderer& renderer);
    ~SceneBall();

    /// In scene units; hidden where the middle is not finite.
    void setPlace(const SceneVector& middle, double radius);
    void setColour(const QColor& colour);
    void setOffset(const SceneVector& offset);  ///< as SceneTube's
    bool isVisible() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
