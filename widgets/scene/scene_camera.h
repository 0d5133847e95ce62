#pragma once

#include "widgets/scene/scene_box.h"

#include <QMarginsF>
#include <QPointF>
#include <QRectF>

namespace nie {

/// Where a scene is looked at from, as plain numbers, so that views can share it and movies move
/// it. Projection is parallel; the z axis always points upwards.
struct SceneCamera {
    double azimuth = -60.0;   ///< of the eye about the z axis, from the x axis (degrees)
    double elevation = 30.0;  ///< of the eye above the x-y plane (degrees), in [-90, 90]
    double zoom = 1.0;        ///< 1: the box just fits when seen from the framed direction
    double shiftRight = 0.0;  ///< of the point in the middle of the picture (scene units)
    double shiftUp = 0.0;
    /// The direction from which the box fills the picture; turning does not change the scale.
    double framedAzimuth = -60.0;
    double framedElevation = 30.0;

    /// The eye goes round the box: positive angles to the right, and upwards as far as above it.
    void orbit(double toTheRight, double upwards);
    /// Everything `factor` times as large; the point at `fixed` (scene units right of and above the
    /// picture's middle) stays where it is. Zoom is kept in [kLeastZoom, kMostZoom].
    void zoomBy(double factor, QPointF fixed = {});

    static constexpr double kLeastZoom = 0.2;
    static constexpr double kMostZoom = 50.0;

    bool operator==(const SceneCamera&) const = default;
};

/// Directions to look from, at zoom 1.
///
///     Overview  azimuth -60, elevation 30: x to the right, y to the back
///     Above     down the z axis: x to the right, y upwards
///     Front     along the y axis: x to the right, z upwards
///     Side      against the x axis: y to the right, z upwards
enum class ScenePreset { Overview, Above, Front, Side };
SceneCamera presetCamera(ScenePreset preset);

/// The axes of the picture, each of length 1: to the right, upwards, towards the eye.
struct SceneBasis {
    SceneVector right;
    SceneVector up;
    SceneVector back;
};
SceneBasis sceneBasis(double azimuthDegrees, double elevationDegrees);

/// The camera as renderers want it.
struct ScenePose {
    SceneVector position{};
    SceneVector focalPoint{};
    SceneVector viewUp{};
    double halfHeight = 1.0;  ///< of the picture, in scene units ("parallel scale")

    bool operator==(const ScenePose&) const = default;
};

/// How points of a scene come to lie in a picture.
class SceneProjection {
public:
    /// `area`: the picture, in drawing units with y downwards; `margins`: what stays free around
    /// the box, for labels, as far as there is room.
    SceneProjection(const SceneCamera& camera, const SceneVector& extent, const QRectF& area,
                    const QMarginsF& margins);

    QPointF toPicture(const SceneVector& point) const;
    const SceneBasis& basis() const { return m_basis; }
    const QRectF& area() const { return m_area; }
    /// Where the camera's middle lies: that of what the margins leave.
    QPointF middle() const { return m_middle; }
    double unitsPerPixel() const { return m_unitsPerPixel; }  ///< scene units per drawing unit
    ScenePose pose() const;

private:
    SceneBasis m_basis;
    SceneVector m_focalPoint{};  ///< in the middle
    QRectF m_area;
    QPointF m_middle;
    double m_unitsPerPixel = 1.0;
};

}  // namespace nie
