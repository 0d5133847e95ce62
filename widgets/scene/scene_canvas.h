#pragma once

#include "widgets/scene/scene_camera.h"
#include "widgets/scene/scene_legend.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <vector>

class vtkRenderer;

namespace nie {

/// A three-dimensional drawing in a box with axes, to be turned by hand: dragging turns, dragging
/// with Shift or the middle button moves, the wheel zooms where the pointer is, a double click or R
/// shows all, 1 to 4 are the presets, Ctrl with the arrows turns, + and - zoom. What is in the box
/// is drawn with VTK, everything around it like all other figures.
///
/// Where the platform has no OpenGL 3.2 it says so in its place and everything else works.
class SceneCanvas : public QWidget {
    Q_OBJECT
public:
    explicit SceneCanvas(QWidget* parent = nullptr);
    ~SceneCanvas() override;

    /// Holds what is in the box, in scene coordinates; call sceneChanged() after changing it.
    vtkRenderer* renderer() const;
    void sceneChanged();

    void setBox(const SceneBox& box);
    const SceneBox& box() const;
    void setTitle(const QString& title);
    void setColourBar(const SceneColourBar& bar);
    void setLegend(const std::vector<SceneKey>& keys);

    const SceneCamera& camera() const;
    void setCamera(const SceneCamera& camera);
    void showPreset(ScenePreset preset);
    /// The last preset, whole.
    void resetCamera();
    /// The camera as it stands for a widget of this size.
    ScenePose pose() const;

    /// Whether there is OpenGL to draw with; asked for once.
    bool canDraw() const;
    /// All of it as a picture of this size, for figures and movies; letters and lines are
    /// `pixelRatio` times as large as on a plain screen. Null where nothing can be drawn.
    QImage grabScene(QSize pixels, double pixelRatio = 1.0) const;
    /// The same into a rectangle of a painter, letters and lines as such.
    void paintScene(QPainter& painter, const QRectF& area, double pixelRatio) const;

Q_SIGNALS:
    /// By hand or by setCamera().
    void cameraChanged(const SceneCamera& camera);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    bool actOnKey(const QKeyEvent& key, bool really);
    void moveBy(QPointF pixels);

    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
