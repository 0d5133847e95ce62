#include "widgets/curves/plot_interaction.h"

#include "widgets/curves/qcustomplot_header.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include <cmath>

namespace nie {

namespace {

constexpr int kGestureMilliseconds = 500;

/// Moves a range by a drag of the cursor, keeping whatever was under it there.
void pan(QCPAxis& axis, const QPointF& from, const QPointF& to)
{
    const bool horizontal = axis.orientation() == Qt::Horizontal;
    const double a = axis.pixelToCoord(horizontal ? from.x() : from.y());
    const double b = axis.pixelToCoord(horizontal ? to.x() : to.y());
    const QCPRange range = axis.range();
    if (axis.scaleType() == QCPAxis::stLogarithmic)
        axis.setRange(range.lower * a / b, range.upper * a / b);
    else
        axis.setRange(range.lower + a - b, range.upper + a - b);
}

}  // namespace

PlotInteraction::PlotInteraction(QCustomPlot* plot)
    : QObject(plot),
      m_plot(plot),
      m_band(new QRubberBand(QRubberBand::Rectangle, plot))
{
    m_band->setObjectName("plot.zoomBox");
    plot->setMouseTracking(true);
    plot->installEventFilter(this);
}

bool PlotInteraction::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Wheel:
        return wheel(static_cast<QWheelEvent*>(event));
    case QEvent::MouseButtonPress:
        return press(static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        return move(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
        return release(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick:
        if (!axesAt(static_cast<QMouseEvent*>(event)->position()).isEmpty()) {
            m_gesture = Gesture::None;
            Q_EMIT fitRequested(m_rect);
        }
        return true;
    case QEvent::ContextMenu:
        contextMenu(*static_cast<QContextMenuEvent*>(event));
        return true;
    case QEvent::Leave:
        Q_EMIT left();
        return false;
    default:
        return QObject::eventFilter(watched, event);
    }
}

QList<QCPAxis*> PlotInteraction::axesAt(const QPointF& position)
{
    for (QCPAxisRect* rect : m_plot->axisRects()) {
        if (!rect->visible() || !rect->outerRect().contains(position.toPoint()))
            continue;
        m_rect = rect;
        const QRectF inner = rect->rect();
        const bool acrossX = position.x() >= inner.left() && position.x() <= inner.right();
        const bool acrossY = position.y() >= inner.top() && position.y() <= inner.bottom();
        if (acrossX && acrossY) {
            QList<QCPAxis*> shown;
            for (QCPAxis* axis : rect->axes())
                if (axis->visible())
                    shown << axis;
            return shown;
        }
        QCPAxis* axis = nullptr;
        if (acrossX && position.y() > inner.bottom())
            axis = rect->axis(QCPAxis::atBottom);
        else if (acrossY)
            axis = rect->axis(position.x() < inner.left() ? QCPAxis::atLeft : QCPAxis::atRight);
        return axis && axis->visible() ? QList<QCPAxis*>{axis} : QList<QCPAxis*>{};
    }
    return {};
}

bool PlotInteraction::wheel(QWheelEvent* event)
{
    const QList<QCPAxis*> axes = axesAt(event->position());
    const double turns = event->angleDelta().y() / 120.0;
    if (axes.isEmpty() || turns == 0)
        return false;
    if (!m_sinceWheel.isValid() || m_sinceWheel.elapsed() > kGestureMilliseconds)
        Q_EMIT viewAboutToChange();
    m_sinceWheel.start();
    const double factor = std::pow(0.85, turns);
    for (QCPAxis* axis : axes) {
        const bool horizontal = axis->orientation() == Qt::Horizontal;
        axis->scaleRange(
            factor, axis->pixelToCoord(horizontal ? event->position().x() : event->position().y()));
    }
    Q_EMIT viewChanged(m_rect);
    return true;
}

bool PlotInteraction::press(QMouseEvent* event)
{
    m_axes = axesAt(event->position());
    m_dragged = false;
    m_start = m_last = event->position();
    if (m_axes.isEmpty() || event->button() != Qt::LeftButton)
        m_gesture = Gesture::None;
    else
        m_gesture = event->modifiers() & Qt::ShiftModifier ? Gesture::Box : Gesture::Pan;
    m_sinceWheel.invalidate();
    return m_gesture != Gesture::None;
}

bool PlotInteraction::move(QMouseEvent* event)
{
    const QPointF position = event->position();
    if (m_gesture == Gesture::None || !event->buttons()) {
        const QList<QCPAxis*> axes = axesAt(position);
        if (axes.isEmpty())
            Q_EMIT left();
        else
            Q_EMIT hovered(m_rect, position);
        return true;
    }
    if (!m_dragged && (position - m_start).manhattanLength() < QApplication::startDragDistance())
        return true;
    if (!m_dragged && m_gesture == Gesture::Pan)
        Q_EMIT viewAboutToChange();
    m_dragged = true;
    if (m_gesture == Gesture::Box) {
        m_band->setGeometry(QRectF(m_start, position).normalized().toRect() & m_rect->rect());
        m_band->show();
        return true;
    }
    for (QCPAxis* axis : m_axes)
        pan(*axis, m_last, position);
    m_last = position;
    Q_EMIT viewChanged(m_rect);
    return true;
}

bool PlotInteraction::release(QMouseEvent* event)
{
    const Gesture gesture = m_gesture;
    m_gesture = Gesture::None;
    m_band->hide();
    if (gesture == Gesture::Box && m_dragged)
        zoomToBox(QRectF(m_start, event->position()).normalized() & QRectF(m_rect->rect()));
    else if (gesture == Gesture::Pan && !m_dragged)
        Q_EMIT clicked(m_rect, event->position(), event->modifiers());
    else if (event->button() == Qt::RightButton)
        requestMenu(event->position(), false);
    return gesture != Gesture::None;
}

void PlotInteraction::contextMenu(const QContextMenuEvent& event)
{
    if (isSignalConnected(QMetaMethod::fromSignal(&PlotInteraction::menuRequested))) {
        // That of the mouse comes with its release.
        if (event.reason() != QContextMenuEvent::Mouse)
            requestMenu(event.pos(), true);
        return;
    }
    // Who is around the plot may have a menu; QCustomPlot passes nothing on.
    QContextMenuEvent outside(event.reason(), m_plot->mapToParent(event.pos()), event.globalPos(),
                              event.modifiers());
    if (QWidget* around = m_plot->parentWidget())
        QApplication::sendEvent(around, &outside);
}

void PlotInteraction::requestMenu(QPointF position, bool byKey)
{
    if (byKey && !m_plot->axisRects().isEmpty())
        position = m_plot->axisRect()->rect().center();
    if (!axesAt(position).isEmpty())
        Q_EMIT menuRequested(m_rect, position);
}

void PlotInteraction::zoomToBox(const QRectF& box)
{
    if (box.width() < 4 || box.height() < 4)
        return;
    Q_EMIT viewAboutToChange();
    for (QCPAxis* axis : m_axes) {
        const bool horizontal = axis->orientation() == Qt::Horizontal;
        const double a = axis->pixelToCoord(horizontal ? box.left() : box.bottom());
        const double b = axis->pixelToCoord(horizontal ? box.right() : box.top());
        axis->setRange(std::min(a, b), std::max(a, b));
    }
    Q_EMIT viewChanged(m_rect);
}

}  // namespace nie
