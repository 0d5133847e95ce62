#include "tests/support/test_registry.h"
#include "widgets/scene/scene_axes.h"
#include "widgets/style/application_style.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QPolygonF>
#include <QTest>

namespace nie::scene_axes_test {

namespace {

constexpr int kWidth = 420, kHeight = 320;

SceneBox sceneBox()
{
    SceneBox box;
    box.axes = {SceneAxis{"t (s)", 0, 2}, SceneAxis{"x (m)", -1, 1}, SceneAxis{"u", 0, 3e-4}};
    box.extent = {1, 0.75, 0.5};
    return box;
}

QPolygonF shadowOf(const SceneBox& box, const SceneProjection& projection)
{
    QPolygonF corners;
    for (int corner = 0; corner < 8; ++corner)
        corners << projection.toPicture({box.extent[0] * (corner & 1 ? 1 : -1),
                                         box.extent[1] * (corner & 2 ? 1 : -1),
                                         box.extent[2] * (corner & 4 ? 1 : -1)});
    return corners;
}

/// Whether a point lies inside the convex hull of others, at least `room` from its edge.
bool isWithinHull(const QPolygonF& points, QPointF at, double room)
{
    for (const QPointF& a : points)
        for (const QPointF& b : points) {
            const QPointF along = b - a;
            const double length = std::hypot(along.x(), along.y());
            if (length < 1e-6)
                continue;
            const QPointF inwards(-along.y() / length, along.x() / length);
            bool isEdge = true;
            for (const QPointF& c : points)
                isEdge = isEdge && QPointF::dotProduct(c - a, inwards) > -1e-6;
            if (isEdge && QPointF::dotProduct(at - a, inwards) < room)
                return false;
        }
    return true;
}

template <typename Paint>
QImage painted(Paint paint)
{
    QImage image(kWidth, kHeight, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paint(painter);
    return image;
}

qint64 inked(const QImage& image)
{
    qint64 count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) != QColor(Qt::white);
    return count;
}

}  // namespace

class SceneAxesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void edgesAndNumbersNeverLieBeforeTheBox()
    {
        const SceneBox box = sceneBox();
        const SceneInk ink = sceneInk(lightPalette(), QApplication::font());
        const QRectF area(0, 0, kWidth, kHeight);
        for (double azimuth = -180; azimuth < 180; azimuth += 45)
            for (const double elevation : {-90.0, -35.0, 0.0, 10.0, 60.0, 90.0}) {
                SceneCamera camera;
                camera.azimuth = azimuth;
                camera.elevation = elevation;
                const SceneProjection projection(camera, box.extent, area,
                                                 SceneAxes::margins(ink.font));
                const SceneAxes axes(box, projection, ink);
                const QImage image = painted([&](QPainter& painter) { axes.paintEdges(painter); });
                QVERIFY(inked(image) > 200);
                const QPolygonF shadow = shadowOf(box, projection);
                for (int y = 0; y < kHeight; y += 2)
                    for (int x = 0; x < kWidth; x += 2)
                        if (image.pixelColor(x, y) != QColor(Qt::white))
                            QVERIFY2(!isWithinHull(shadow, QPointF(x + 0.5, y + 0.5), 2.5),
                                     qPrintable(QString("azimuth %1, elevation %2: %3, %4")
                                                    .arg(azimuth)
                                                    .arg(elevation)
                                                    .arg(x)
                                                    .arg(y)));
            }
    }

    void farSidesStayWithinTheShadowOfTheBox()
    {
        const SceneBox box = sceneBox();
        const SceneInk ink = sceneInk(lightPalette(), QApplication::font());
        const SceneProjection projection(SceneCamera(), box.extent, QRectF(0, 0, kWidth, kHeight),
                                         SceneAxes::margins(ink.font));
        const SceneAxes axes(box, projection, ink);
        const QImage image = painted([&](QPainter& painter) { axes.paintBehind(painter); });
        QVERIFY(inked(image) > 10000);
        const QPolygonF shadow = shadowOf(box, projection);
        for (int y = 0; y < kHeight; y += 2)
            for (int x = 0; x < kWidth; x += 2)
                if (image.pixelColor(x, y) != QColor(Qt::white))
                    QVERIFY(isWithinHull(shadow, QPointF(x + 0.5, y + 0.5), -1.5));
    }

    void bandIsShadedWhereItsTimesAre()
    {
        SceneBox box = sceneBox();
        const SceneInk ink = sceneInk(lightPalette(), QApplication::font());
        const SceneProjection projection(presetCamera(ScenePreset::Front), box.extent,
                                         QRectF(0, 0, kWidth, kHeight),
                                         SceneAxes::margins(ink.font));
        const auto colourAtTime = [&](double time) {
            const QImage image = painted(
                [&](QPainter& painter) { SceneAxes(box, projection, ink).paintBehind(painter); });
            const QPointF at = projection.toPicture({box.toScene(0, time), 0, 0.03});
            return image.pixelColor(at.toPoint());
        };
        QCOMPARE(colourAtTime(0.3), ink.pane);
        box.bands.push_back({0, -7.0, 0.6, "given"});
        QCOMPARE(colourAtTime(0.3), ink.band);
        QCOMPARE(colourAtTime(0.9), ink.pane);
    }

    void commonPowerOfTenIsInTheTitle()
    {
        QCOMPARE(withPowerOfTen("u (m)", 0), QString("u (m)"));
        QCOMPARE(withPowerOfTen("u (m)", -4), QString("u (m) × 10⁻⁴"));
        QCOMPARE(withPowerOfTen("u", 12), QString("u × 10¹²"));
    }
};

NIE_TEST_WITH(QApplication, SceneAxesTest);

}  // namespace nie::scene_axes_test

#include "scene_axes_test.moc"
