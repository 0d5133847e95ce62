#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>

class QCPAxis;
class QCPAxisRect;
class QContextMenuEvent;
class QCustomPlot;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace nie {

/// The mouse of every plot: the wheel zooms about the cursor, dragging pans, Shift+drag draws a
/// zoom box, a double click fits. Over an axis only that axis is changed.
class PlotInteraction : public QObject {
    Q_OBJECT

public:
    explicit PlotInteraction(QCustomPlot* plot);

Q_SIGNALS:
    /// Before the first change of one gesture; wheel turns within half a second are one gesture.
    void viewAboutToChange();
    void viewChanged(QCPAxisRect* rect);
    void fitRequested(QCPAxisRect* rect);
    void hovered(QCPAxisRect* rect, const QPointF& position);
    void left();
    /// A click without a drag inside the axes.
    void clicked(QCPAxisRect* rect, const QPointF& position, Qt::KeyboardModifiers keys);
    /// A right click inside the axes, or the menu key (then in their middle).
    void menuRequested(QCPAxisRect* rect, const QPointF& position);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Gesture { None, Pan, Box };

    bool wheel(QWheelEvent* event);
    bool press(QMouseEvent* event);
    bool move(QMouseEvent* event);
    bool release(QMouseEvent* event);
    void contextMenu(const QContextMenuEvent& event);
    void requestMenu(QPointF position, bool byKey);
    void zoomToBox(const QRectF& box);
    /// The axes under the cursor: all of a rectangle inside it, one beside it. Sets m_rect.
    QList<QCPAxis*> axesAt(const QPointF& position);

    QCustomPlot* m_plot;
    QRubberBand* m_band;
    QCPAxisRect* m_rect = nullptr;
    QList<QCPAxis*> m_axes;
    Gesture m_gesture = Gesture::None;
    QPointF m_start;
    QPointF m_last;
    bool m_dragged = false;
    QElapsedTimer m_sinceWheel;
};

}  // namespace nie
