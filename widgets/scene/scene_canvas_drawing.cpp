// How a SceneCanvas draws itself.
#include "widgets/scene/scene_axes.h"
#include "widgets/scene/scene_canvas_private.h"

#include <QElapsedTimer>
#include <QPainter>

#include <cmath>

namespace nie {

namespace {

/// Fine pictures that take longer (milliseconds) wait until nothing has changed for a while.
constexpr qint64 kMostFineCost = 25;

}  // namespace

SceneCanvas::Private::Places SceneCanvas::Private::placesIn(const QRectF& area,
                                                            const SceneInk& ink) const
{
    Places places;
    const double top = headerHeight(title, keys, ink);
    const double right = colourBarWidth(bar, ink);
    places.header = QRectF(area.left(), area.top(), area.width(), top);
    // Whole pixels: the scene's picture is not to be resampled.
    places.plot = QRectF(area.left(), std::ceil(area.top() + top), std::floor(area.width() - right),
                         std::floor(area.height() - top));
    places.bar = QRectF(places.plot.right(), places.plot.top(), right, places.plot.height());
    return places;
}

SceneProjection SceneCanvas::Private::projection(const QRectF& plot, const QFont& font) const
{
    return {camera, box.extent, plot, SceneAxes::margins(font)};
}

SceneProjection SceneCanvas::Private::onScreen() const
{
    const SceneInk ink = sceneInk(q.palette(), q.font());
    return projection(placesIn(QRectF(q.rect()), ink).plot, ink.font);
}

const QImage& SceneCanvas::Private::picture(const ScenePose& pose, QSize pixels,
                                            SceneWindow::Quality quality)
{
    const bool fineEnough = quality == drawnQuality || drawnQuality == SceneWindow::Quality::Fine;
    if (stale || !fineEnough || drawn.size() != pixels || drawnPose != pose) {
        QElapsedTimer clock;
        clock.start();
        drawn = window.picture(pose, pixels, quality);
        if (quality == SceneWindow::Quality::Fine)
            fineCost = clock.elapsed();
        drawnPose = pose;
        drawnQuality = quality;
        stale = false;
    }
    return drawn;
}

void SceneCanvas::Private::changed()
{
    settling.start();
    q.update();
}

SceneWindow::Quality SceneCanvas::Private::screenQuality() const
{
    return settling.isActive() && fineCost > kMostFineCost ? SceneWindow::Quality::Draft
                                                           : SceneWindow::Quality::Fine;
}

void SceneCanvas::Private::paintApology(QPainter& painter, const QRectF& area,
                                        const SceneInk& ink) const
{
    painter.setFont(ink.font);
    painter.setPen(ink.mutedText);
    painter.drawText(area.adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("3-D views need OpenGL 3.2, which this display does not offer. Everything "
                        "else works."));
}

/// The far sides and the scene before them as one picture that nothing shines through: programs
/// that make EPS of a PDF turn a whole page with transparent parts into pixels.
void SceneCanvas::Private::paintFlat(QPainter& painter, const QRectF& plot, const SceneAxes& axes,
                                     const QImage& scene, double pixelRatio) const
{
    QImage whole(scene.size(), QImage::Format_RGB32);
    whole.fill(q.palette().color(QPalette::Base));
    QPainter inside(&whole);
    inside.scale(pixelRatio, pixelRatio);
    inside.translate(-plot.topLeft());
    axes.paintBehind(inside);
    inside.drawImage(plot, scene);
    inside.end();
    painter.save();
    painter.setRenderHint(QPainter::LosslessImageRendering);
    painter.drawImage(plot, whole);
    painter.restore();
}

void SceneCanvas::Private::paint(QPainter& painter, const QRectF& area, double pixelRatio,
                                 SceneWindow::Quality quality, bool flat)
{
    const SceneInk ink = sceneInk(q.palette(), q.font());
    painter.fillRect(area, ink.background);
    if (!window.canDraw()) {
        paintApology(painter, area, ink);
        return;
    }
    const Places places = placesIn(area, ink);
    if (places.plot.width() < 1 || places.plot.height() < 1)
        return;
    const SceneProjection shown = projection(places.plot, ink.font);
    const SceneAxes axes(box, shown, ink);
    const QSize pixels = (places.plot.size() * pixelRatio).toSize();
    const QImage& scene = picture(shown.pose(), pixels, quality);
    if (flat && !scene.isNull()) {
        paintFlat(painter, places.plot, axes, scene, pixelRatio);
    } else {
        axes.paintBehind(painter);
        painter.drawImage(places.plot, scene);
    }
    axes.paintEdges(painter);
    paintSceneHeader(painter, places.header, title, keys, ink);
    paintSceneColourBar(painter, places.bar, bar, ink);
}

}  // namespace nie
