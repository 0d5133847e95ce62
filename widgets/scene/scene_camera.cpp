#include "widgets/scene/scene_camera.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

namespace {

/// Of the eye from the middle of the box (scene units); every box lies within.
constexpr double kEyeDistance = 10.0;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

double dot(const SceneVector& a, const SceneVector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

SceneVector sumOf(const SceneVector& a, double share, const SceneVector& b)
{
    return {a[0] + share * b[0], a[1] + share * b[1], a[2] + share * b[2]};
}

double partOf(double part, double whole)
{
    return whole > 0 ? part / whole : 0.5;
}

/// Half the width of a box about the origin as seen along a direction of length 1.
double halfWidth(const SceneVector& extent, const SceneVector& direction)
{
    return extent[0] * std::abs(direction[0]) + extent[1] * std::abs(direction[1]) +
           extent[2] * std::abs(direction[2]);
}

}  // namespace

void SceneCamera::orbit(double toTheRight, double upwards)
{
    azimuth = std::remainder(azimuth + toTheRight, 360.0);
    elevation = std::clamp(elevation + upwards, -90.0, 90.0);
}

void SceneCamera::zoomBy(double factor, QPointF fixed)
{
    const double before = zoom;
    zoom = std::clamp(zoom * factor, kLeastZoom, kMostZoom);
    const double share = 1 - before / zoom;
    shiftRight += share * fixed.x();
    shiftUp += share * fixed.y();
}

SceneCamera presetCamera(ScenePreset preset)
{
    SceneCamera camera;
    switch (preset) {
    case ScenePreset::Overview:
        break;
    case ScenePreset::Above:
        camera.azimuth = -90;
        camera.elevation = 90;
        break;
    case ScenePreset::Front:
        camera.azimuth = -90;
        camera.elevation = 0;
        break;
    case ScenePreset::Side:
        camera.azimuth = 0;
        camera.elevation = 0;
        break;
    }
    camera.framedAzimuth = camera.azimuth;
    camera.framedElevation = camera.elevation;
    return camera;
}

SceneBasis sceneBasis(double azimuthDegrees, double elevationDegrees)
{
    const double ca = std::cos(radians(azimuthDegrees)), sa = std::sin(radians(azimuthDegrees));
    const double ce = std::cos(radians(elevationDegrees)), se = std::sin(radians(elevationDegrees));
    return {{-sa, ca, 0}, {-se * ca, -se * sa, ce}, {ce * ca, ce * sa, se}};
}

SceneProjection::SceneProjection(const SceneCamera& camera, const SceneVector& extent,
                                 const QRectF& area, const QMarginsF& margins)
    : m_basis(sceneBasis(camera.azimuth, camera.elevation)),
      m_area(area)
{
    const SceneBasis framed = sceneBasis(camera.framedAzimuth, camera.framedElevation);
    const double across = margins.left() + margins.right();
    const double upwards = margins.top() + margins.bottom();
    const double width = std::max({area.width() - across, area.width() / 3, 1.0});
    const double height = std::max({area.height() - upwards, area.height() / 3, 1.0});
    m_middle = QPointF(area.left() + (area.width() - width) * partOf(margins.left(), across),
                       area.top() + (area.height() - height) * partOf(margins.top(), upwards)) +
               QPointF(width, height) / 2;
    const double fitting = std::max(2 * halfWidth(extent, framed.right) / width,
                                    2 * halfWidth(extent, framed.up) / height);
    m_unitsPerPixel = fitting / camera.zoom;
    m_focalPoint = sumOf(m_focalPoint, camera.shiftRight, m_basis.right);
    m_focalPoint = sumOf(m_focalPoint, camera.shiftUp, m_basis.up);
}

QPointF SceneProjection::toPicture(const SceneVector& point) const
{
    const SceneVector offset = sumOf(point, -1, m_focalPoint);
    return m_middle + QPointF(dot(offset, m_basis.right) / m_unitsPerPixel,
                              -dot(offset, m_basis.up) / m_unitsPerPixel);
}

ScenePose SceneProjection::pose() const
{
    // Renderers put the point that they look at into the middle of the whole picture.
    const QPointF beside = m_unitsPerPixel * (m_area.center() - m_middle);
    const SceneVector looksAt =
        sumOf(sumOf(m_focalPoint, beside.x(), m_basis.right), -beside.y(), m_basis.up);
    return {sumOf(looksAt, kEyeDistance, m_basis.back), looksAt, m_basis.up,
            m_unitsPerPixel * m_area.height() / 2};
}

}  // namespace nie
