#include "widgets/scene/scene_canvas.h"

#include "widgets/scene/scene_canvas_private.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <chrono>
#include <cmath>

namespace nie {

namespace {

constexpr double kDegreesPerPixel = 0.5;
constexpr double kDegreesPerKey = 5.0;
constexpr double kZoomPerStep = 1.15;  ///< of the wheel, and of a key
constexpr double kUnitsPerWheelStep = 120.0;

/// What follows each other faster is one movement.
constexpr std::chrono::milliseconds kSettled{200};

}  // namespace

SceneCanvas::SceneCanvas(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(*this))
{
    setObjectName("scene");
    setAccessibleName(tr("3-D view"));
    setAccessibleDescription(
        tr("Drag to turn, Shift and drag to move, wheel to zoom, R to show all, "
           "1 to 4 for other directions."));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_d->settling.setSingleShot(true);
    m_d->settling.setInterval(kSettled);
    connect(&m_d->settling, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

SceneCanvas::~SceneCanvas() = default;

vtkRenderer* SceneCanvas::renderer() const
{
    return m_d->window.renderer();
}

void SceneCanvas::sceneChanged()
{
    m_d->stale = true;
    m_d->changed();
}

void SceneCanvas::setBox(const SceneBox& box)
{
    m_d->box = box;
    update();
}

const SceneBox& SceneCanvas::box() const
{
    return m_d->box;
}

void SceneCanvas::setTitle(const QString& title)
{
    m_d->title = title;
    update();
}

void SceneCanvas::setColourBar(const SceneColourBar& bar)
{
    m_d->bar = bar;
    update();
}

void SceneCanvas::setLegend(const std::vector<SceneKey>& keys)
{
    m_d->keys = keys;
    update();
}

const SceneCamera& SceneCanvas::camera() const
{
    return m_d->camera;
}

void SceneCanvas::setCamera(const SceneCamera& camera)
{
    if (camera == m_d->camera)
        return;
    m_d->camera = camera;
    m_d->changed();
    Q_EMIT cameraChanged(camera);
}

void SceneCanvas::showPreset(ScenePreset preset)
{
    m_d->preset = preset;
    setCamera(presetCamera(preset));
}

void SceneCanvas::resetCamera()
{
    setCamera(presetCamera(m_d->preset));
}

ScenePose SceneCanvas::pose() const
{
    return m_d->onScreen().pose();
}

bool SceneCanvas::canDraw() const
{
    return m_d->window.canDraw();
}

void SceneCanvas::paintScene(QPainter& painter, const QRectF& area, double pixelRatio) const
{
    m_d->paint(painter, area, pixelRatio, SceneWindow::Quality::Fine, true);
}

QImage SceneCanvas::grabScene(QSize pixels, double pixelRatio) const
{
    if (pixels.isEmpty() || !canDraw())
        return {};
    QImage image(pixels, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(pixelRatio, pixelRatio);
    paintScene(painter, QRectF(QPointF(0, 0), QSizeF(pixels) / pixelRatio), pixelRatio);
    painter.end();
    return image;
}

void SceneCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    m_d->paint(painter, QRectF(rect()), devicePixelRatioF(), m_d->screenQuality());
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

bool SceneCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    // The keys act here before they are shortcuts of the window.
    if (event->type() == QEvent::ShortcutOverride &&
        actOnKey(*static_cast<QKeyEvent*>(event), false)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void SceneCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!actOnKey(*event, true))
        QWidget::keyPressEvent(event);
}

bool SceneCanvas::actOnKey(const QKeyEvent& key, bool really)
{
    SceneCamera next = m_d->camera;
    const Qt::KeyboardModifiers held = key.modifiers() & ~Qt::KeypadModifier;
    const bool plain = held == Qt::NoModifier, withControl = held == Qt::ControlModifier;
    if (plain && key.key() >= Qt::Key_1 && key.key() <= Qt::Key_4) {
        if (really)
            showPreset(static_cast<ScenePreset>(key.key() - Qt::Key_1));
        return true;
    }
    if (plain && key.key() == Qt::Key_R)
        next = presetCamera(m_d->preset);
    else if ((held & ~Qt::ShiftModifier) == 0 && key.key() == Qt::Key_Plus)
        next.zoomBy(kZoomPerStep);
    else if (plain && key.key() == Qt::Key_Minus)
        next.zoomBy(1 / kZoomPerStep);
    else if (withControl && key.key() == Qt::Key_Left)
        next.orbit(-kDegreesPerKey, 0);
    else if (withControl && key.key() == Qt::Key_Right)
        next.orbit(kDegreesPerKey, 0);
    else if (withControl && key.key() == Qt::Key_Up)
        next.orbit(0, kDegreesPerKey);
    else if (withControl && key.key() == Qt::Key_Down)
        next.orbit(0, -kDegreesPerKey);
    else
        return false;
    if (really)
        setCamera(next);
    return true;
}

void SceneCanvas::mousePressEvent(QMouseEvent* event)
{
    m_d->grabbedAt = event->position();
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        event->ignore();
}

void SceneCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF by = event->position() - m_d->grabbedAt;
    m_d->grabbedAt = event->position();
    const bool left = event->buttons() & Qt::LeftButton;
    if ((event->buttons() & Qt::MiddleButton) || (left && event->modifiers() & Qt::ShiftModifier)) {
        moveBy(by);
    } else if (left) {
        SceneCamera next = m_d->camera;
        next.orbit(-kDegreesPerPixel * by.x(), kDegreesPerPixel * by.y());
        setCamera(next);
    } else {
        event->ignore();
    }
}

void SceneCanvas::moveBy(QPointF pixels)
{
    SceneCamera next = m_d->camera;
    const double unit = m_d->onScreen().unitsPerPixel();
    next.shiftRight -= unit * pixels.x();
    next.shiftUp += unit * pixels.y();
    setCamera(next);
}

void SceneCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        resetCamera();
    else
        event->ignore();
}

void SceneCanvas::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / kUnitsPerWheelStep;
    const SceneProjection shown = m_d->onScreen();
    const QPointF offset = event->position() - shown.middle();
    SceneCamera next = m_d->camera;
    next.zoomBy(std::pow(kZoomPerStep, steps),
                shown.unitsPerPixel() * QPointF(offset.x(), -offset.y()));
    setCamera(next);
    event->accept();
}

}  // namespace nie
