#pragma once

#include "widgets/scene/scene_box.h"

#include <QColor>

#include <memory>
#include <vector>

class vtkRenderer;

namespace nie {

/// A line through a scene, drawn round: it keeps its share of the picture at every size, on the
/// screen and in files.
class SceneTube {
public:
    explicit SceneTube(vtkRenderer& renderer);
    ~SceneTube();

    /// Points and radius in scene units; the line is interrupted at points that are not finite.
    void setPoints(const std::vector<SceneVector>& points, double radius);
    void setColour(const QColor& colour);
    /// Moves all of it. Towards the eye of a parallel projection it stays where it is in the
    /// picture and comes before what it lies in.
    void setOffset(const SceneVector& offset);
    /// Pieces that are drawn: 0 where there are not two different points in a row.
    int pieces() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
