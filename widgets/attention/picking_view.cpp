#include "widgets/attention/picking_view.h"

#include <QMouseEvent>

namespace nie {

PickingView::PickingView(QWidget* parent) : FigureView(parent)
{
    setPaperColours(false);
    setFilling(true);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PickingView::mousePressEvent(QMouseEvent* event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
    if (focusPolicy() != Qt::NoFocus)
        setFocus(Qt::MouseFocusReason);
}

void PickingView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto point = pointAt(event->position()))
        Q_EMIT picked(*point, event->modifiers().testFlag(Qt::ShiftModifier));
}

void PickingView::mouseMoveEvent(QMouseEvent* event)
{
    const auto point = pointAt(event->position());
    setCursor(point ? Qt::CrossCursor : Qt::ArrowCursor);
    if (point)
        Q_EMIT pointedAt(*point);
    else
        Q_EMIT left();
}

void PickingView::leaveEvent(QEvent* event)
{
    FigureView::leaveEvent(event);
    Q_EMIT left();
}

}  // namespace nie
