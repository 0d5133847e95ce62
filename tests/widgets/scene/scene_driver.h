#pragma once

#include "widgets/style/application_style.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <memory>
#include <utility>

namespace nie::test {

/// A light view with letters of a known size.
template <typename View>
std::unique_ptr<View> onScreen(QSize size = {500, 360})
{
    auto view = std::make_unique<View>();
    QFont font("DejaVu Sans");
    font.setPixelSize(12);
    view->setFont(font);
    view->setPalette(lightPalette());
    view->resize(size);
    view->show();
    if (!QTest::qWaitForWindowExposed(view.get()))
        qFatal("the view did not appear");
    return view;
}

inline void dragOver(QWidget* widget, QPoint from, QPoint by,
                     Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers keys = {})
{
    QTest::mousePress(widget, button, keys, from);
    for (int i = 1; i <= 4; ++i) {
        const QPoint at = from + by * i / 4;
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, button,
                         keys);
        QApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, button, keys, from + by);
}

inline void turnWheel(QWidget* widget, QPointF at, int steps)
{
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

/// The middle of the pixels that are much redder than anything else, and how many there are.
inline std::pair<QPointF, int> redSpot(const QImage& image)
{
    QPointF sum;
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            if (colour.red() > 90 && colour.red() > 2 * colour.green() + 30) {
                sum += QPointF(x + 0.5, y + 0.5);
                ++count;
            }
        }
    return {count > 0 ? sum / count : sum, count};
}

}  // namespace nie::test
