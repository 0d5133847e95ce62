#pragma once

#include "widgets/scene/scene_canvas.h"
#include "widgets/scene/scene_window.h"

#include <QTimer>

#include <vector>

namespace nie {

class SceneAxes;

/// State and drawing of a SceneCanvas.
class SceneCanvas::Private {
public:
    /// The places of a canvas's parts.
    struct Places {
        QRectF header;
        QRectF plot;
        QRectF bar;
    };

    explicit Private(SceneCanvas& owner) : q(owner) {}

    Places placesIn(const QRectF& area, const SceneInk& ink) const;
    SceneProjection projection(const QRectF& plot, const QFont& font) const;
    SceneProjection onScreen() const;
    const QImage& picture(const ScenePose& pose, QSize pixels, SceneWindow::Quality quality);
    /// A draft while one change follows the other, where fine pictures take long.
    SceneWindow::Quality screenQuality() const;
    void changed();
    /// `flat`: without anything transparent, for files.
    void paint(QPainter& painter, const QRectF& area, double pixelRatio,
               SceneWindow::Quality quality, bool flat = false);
    void paintFlat(QPainter& painter, const QRectF& plot, const SceneAxes& axes,
                   const QImage& scene, double pixelRatio) const;
    void paintApology(QPainter& painter, const QRectF& area, const SceneInk& ink) const;

    SceneCanvas& q;
    SceneWindow window;
    SceneBox box;
    QString title;
    SceneColourBar bar;
    std::vector<SceneKey> keys;
    SceneCamera camera;
    ScenePreset preset = ScenePreset::Overview;
    QPointF grabbedAt;

    QImage drawn;  ///< of drawnPose
    ScenePose drawnPose;
    SceneWindow::Quality drawnQuality = SceneWindow::Quality::Draft;
    bool stale = true;    ///< the scene is no longer what is drawn
    qint64 fineCost = 0;  ///< of the last fine picture (milliseconds)
    QTimer settling;      ///< runs while one change follows the other
};

}  // namespace nie
