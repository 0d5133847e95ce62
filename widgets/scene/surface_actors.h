#pragma once

#include "core/results/colour_map.h"
#include "widgets/scene/scene_box.h"
#include "widgets/scene/surface_grid.h"

#include <QColor>

#include <memory>
#include <vector>

class vtkRenderer;

namespace nie {

/// A coloured surface in a scene, and a line over it at one x. Heights and colours are kept within
/// the box; cells with a corner that is not finite are holes.
class SurfaceActors {
public:
    explicit SurfaceActors(vtkRenderer& renderer);
    ~SurfaceActors();

    /// The box's third axis is the heights', and the colours reach over it.
    void setSurface(const SurfaceGrid& grid, const SceneBox& box);
    void setColours(const std::vector<RgbColour>& colours);
    /// The line at x, interpolated between columns; none for a value that is not finite.
    void setLine(double x, const QColor& colour);
    void clear();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
