#include "tests/support/test_registry.h"
#include "widgets/scene/scene_camera.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace nie::scene_camera_test {

namespace {

constexpr double kSlack = 1e-12;
constexpr SceneVector kExtent{1.0, 0.75, 0.5};
const QRectF kArea(20, 10, 400, 300);
const QMarginsF kMargins(60, 10, 20, 40);  // left, top, right, bottom

bool areNear(const SceneVector& a, const SceneVector& b, double slack = kSlack)
{
    return std::abs(a[0] - b[0]) < slack && std::abs(a[1] - b[1]) < slack &&
           std::abs(a[2] - b[2]) < slack;
}

double dotOf(const SceneVector& a, const SceneVector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

SceneBasis basisOf(ScenePreset preset)
{
    const SceneCamera camera = presetCamera(preset);
    return sceneBasis(camera.azimuth, camera.elevation);
}

/// What the corners of the box cover in a picture.
QRectF shadowOfBox(const SceneProjection& projection)
{
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (int corner = 0; corner < 8; ++corner) {
        const QPointF at = projection.toPicture({kExtent[0] * (corner & 1 ? 1 : -1),
                                                 kExtent[1] * (corner & 2 ? 1 : -1),
                                                 kExtent[2] * (corner & 4 ? 1 : -1)});
        left = std::min(left, at.x());
        right = std::max(right, at.x());
        top = std::min(top, at.y());
        bottom = std::max(bottom, at.y());
    }
    return {QPointF(left, top), QPointF(right, bottom)};
}

}  // namespace

class SceneCameraTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presetsLookInTheDirectionsThatAreStated()
    {
        const double half = std::sqrt(3.0) / 2;
        const SceneBasis overview = basisOf(ScenePreset::Overview);
        QVERIFY(areNear(overview.right, {half, 0.5, 0}));
        QVERIFY(areNear(overview.up, {-0.25, half / 2, half}));
        QVERIFY(areNear(overview.back, {half / 2, -0.75, 0.5}));
        const SceneBasis above = basisOf(ScenePreset::Above);
        QVERIFY(areNear(above.right, {1, 0, 0}));
        QVERIFY(areNear(above.up, {0, 1, 0}));
        QVERIFY(areNear(above.back, {0, 0, 1}));
        const SceneBasis front = basisOf(ScenePreset::Front);
        QVERIFY(areNear(front.right, {1, 0, 0}));
        QVERIFY(areNear(front.up, {0, 0, 1}));
        QVERIFY(areNear(front.back, {0, -1, 0}));
        const SceneBasis side = basisOf(ScenePreset::Side);
        QVERIFY(areNear(side.right, {0, 1, 0}));
        QVERIFY(areNear(side.up, {0, 0, 1}));
        QVERIFY(areNear(side.back, {1, 0, 0}));
    }

    void axesOfThePictureAreARotation()
    {
        for (double azimuth = -180; azimuth < 180; azimuth += 37)
            for (double elevation = -90; elevation <= 90; elevation += 22.5) {
                const SceneBasis basis = sceneBasis(azimuth, elevation);
                const SceneVector &r = basis.right, &u = basis.up, &b = basis.back;
                for (const double length : {dotOf(r, r), dotOf(u, u), dotOf(b, b)})
                    QVERIFY(std::abs(length - 1) < kSlack);
                const SceneVector cross{r[1] * u[2] - r[2] * u[1], r[2] * u[0] - r[0] * u[2],
                                        r[0] * u[1] - r[1] * u[0]};
                QVERIFY(areNear(cross, b));
                QVERIFY(u[2] >= -kSlack);
            }
    }

    void boxJustFillsThePictureOfEveryPreset()
    {
        for (const auto preset :
             {ScenePreset::Overview, ScenePreset::Above, ScenePreset::Front, ScenePreset::Side}) {
            const SceneProjection projection(presetCamera(preset), kExtent, kArea, kMargins);
            const QRectF shadow = shadowOfBox(projection);
            const QRectF free = kArea - kMargins;
            const double freeAcross = free.width() - shadow.width();
            const double freeUpwards = free.height() - shadow.height();
            QVERIFY(std::abs(std::min(freeAcross, freeUpwards)) < 1e-9);
            QVERIFY(std::max(freeAcross, freeUpwards) >= -1e-9);
            QVERIFY(std::abs(shadow.center().x() - free.center().x()) < 1e-9);
            QVERIFY(std::abs(shadow.center().y() - free.center().y()) < 1e-9);
        }
    }

    void turningKeepsTheScaleAndTheElevationInBounds()
    {
        SceneCamera camera;
        const double before = SceneProjection(camera, kExtent, kArea, kMargins).unitsPerPixel();
        camera.orbit(270, 500);
        QCOMPARE(camera.elevation, 90.0);
        QVERIFY(std::abs(camera.azimuth + 150) < kSlack);  // -60 + 270 - 360
        camera.orbit(0, -1000);
        QCOMPARE(camera.elevation, -90.0);
        QCOMPARE(SceneProjection(camera, kExtent, kArea, kMargins).unitsPerPixel(), before);
    }

    void pointUnderThePointerStaysWhileZooming()
    {
        SceneCamera camera;
        camera.shiftRight = 0.1;
        const SceneProjection before(camera, kExtent, kArea, kMargins);
        const SceneVector point{0.3, -0.2, 0.4};
        const QPointF at = before.toPicture(point);
        const QPointF offset = before.unitsPerPixel() *
                               QPointF(at.x() - before.middle().x(), before.middle().y() - at.y());
        camera.zoomBy(1.7, offset);
        const SceneProjection after(camera, kExtent, kArea, kMargins);
        QVERIFY(std::abs(after.unitsPerPixel() * 1.7 - before.unitsPerPixel()) < kSlack);
        QVERIFY(std::abs(after.toPicture(point).x() - at.x()) < 1e-9);
        QVERIFY(std::abs(after.toPicture(point).y() - at.y()) < 1e-9);
        camera.zoomBy(1e9);
        QCOMPARE(camera.zoom, SceneCamera::kMostZoom);
    }

    void poseLooksAtTheMiddleOfThePicture()
    {
        SceneCamera camera;
        camera.shiftRight = 0.2;
        camera.shiftUp = -0.1;
        const SceneProjection projection(camera, kExtent, kArea, kMargins);
        const ScenePose pose = projection.pose();
        const QPointF focus = projection.toPicture(pose.focalPoint);
        QVERIFY(std::abs(focus.x() - kArea.center().x()) < 1e-9);
        QVERIFY(std::abs(focus.y() - kArea.center().y()) < 1e-9);
        const SceneVector away{pose.position[0] - pose.focalPoint[0],
                               pose.position[1] - pose.focalPoint[1],
                               pose.position[2] - pose.focalPoint[2]};
        const double distance = std::sqrt(dotOf(away, away));
        QVERIFY(std::abs(dotOf(away, projection.basis().back) - distance) < 1e-9);
        QVERIFY(std::abs(pose.halfHeight - projection.unitsPerPixel() * 150) < kSlack);
    }
};

NIE_TEST(SceneCameraTest);

}  // namespace nie::scene_camera_test

#include "scene_camera_test.moc"
