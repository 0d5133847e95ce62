#pragma once

#include "widgets/figures/axis_ticks.h"
#include "widgets/scene/scene_camera.h"
#include "widgets/scene/scene_ink.h"

#include <array>
#include <vector>

class QPainter;

namespace nie {

/// The box around a scene, drawn with lines and letters over which and under which the scene's own
/// picture goes: its far sides with a grid and the bands behind, the marked edges in front. Nothing
/// of it ever lies before the data, as the far sides are behind and the edges at the outline.
class SceneAxes {
public:
    SceneAxes(const SceneBox& box, const SceneProjection& projection, const SceneInk& ink);

    void paintBehind(QPainter& painter) const;
    void paintEdges(QPainter& painter) const;

    /// What to keep free around the box for numbers and titles.
    static QMarginsF margins(const QFont& font);

private:
    /// An edge along `axis`; side[i] is -1 or 1 for the other two.
    struct Edge {
        std::size_t axis = 0;
        std::array<int, 3> side{};
    };
    struct EdgeOnPicture {
        QPointF from, to;
        QPointF outwards;  ///< direction of the ticks, of length 1
    };

    int farSide(std::size_t axis) const;
    bool isOutline(const Edge& edge) const;
    Edge markedEdge(std::size_t axis) const;
    EdgeOnPicture onPicture(const Edge& edge) const;
    QPointF place(std::size_t axis, double share, const std::array<int, 3>& side) const;
    void paintPane(QPainter& painter, std::size_t normal) const;
    void paintBands(QPainter& painter, std::size_t normal) const;
    void paintEdge(QPainter& painter, const Edge& edge, std::vector<QRectF>& taken) const;
    double paintNumbers(QPainter& painter, const Edge& edge, const EdgeOnPicture& line,
                        std::vector<QRectF>& taken) const;
    void paintTitle(QPainter& painter, const EdgeOnPicture& edge, const QString& text,
                    double distance) const;

    const SceneBox& m_box;
    const SceneProjection& m_projection;
    const SceneInk& m_ink;
    std::array<Edge, 3> m_edges;
    std::array<AxisTicks, 3> m_ticks;
};

/// "u (m)" and 10^-3: "u (m) × 10⁻³"; as it is for exponent 0.
QString withPowerOfTen(const QString& label, int exponent);

}  // namespace nie
