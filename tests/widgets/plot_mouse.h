#pragma once

#include "widgets/curves/curve_plot.h"
#include "widgets/curves/qcustomplot_header.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <memory>
#include <vector>

namespace nie::test {

/// Steps first .. last with loss exp(-step / 200), 8 samples and 0.25 s a step, 10 steps an epoch.
inline std::vector<CurvePoint> losses(int first, int last)
{
    std::vector<CurvePoint> points;
    for (int step = first; step <= last; ++step)
        points.push_back({static_cast<double>(step), static_cast<double>((step - 1) / 10 + 1),
                          0.25 * step, 8.0 * step, std::exp(-step / 200.0)});
    return points;
}

inline void wheel(QWidget* widget, QPointF at, int turns)
{
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, 120 * turns), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

inline void drag(QWidget* widget, QPoint from, QPoint to, Qt::KeyboardModifiers keys = {})
{
    QTest::mousePress(widget, Qt::LeftButton, keys, from);
    for (int i = 1; i <= 4; ++i) {
        const QPoint at = from + (to - from) * i / 4;
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, keys);
        QApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, Qt::LeftButton, keys, to);
}

inline void moveTo(QWidget* widget, QPoint at)
{
    QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
}

/// The request that a right click makes of a widget with a context menu of its own.
inline void askForMenu(QWidget* widget, QPoint at)
{
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget->mapToGlobal(at));
    QApplication::sendEvent(widget, &event);
}

/// Clicks an action of the menu that a right click on `owner` opened.
inline void clickInMenu(QWidget* owner, const QString& menuName, const QString& actionName)
{
    QMenu* menu = nullptr;
    for (QMenu* each : owner->findChildren<QMenu*>(menuName))
        if (each->isVisible())
            menu = each;
    if (!menu)
        qFatal("no menu %s is open", qPrintable(menuName));
    QAction* action = nullptr;
    for (QAction* each : menu->actions())  // whoever owns them
        if (each->objectName() == actionName)
            action = each;
    if (!action)
        qFatal("no action %s", qPrintable(actionName));
    const QPoint at = menu->actionGeometry(action).center();
    moveTo(menu, at);
    QTest::mouseClick(menu, Qt::LeftButton, {}, at);
}

/// A plot of training and validation loss on the screen.
class PlotOnScreen {
public:
    PlotOnScreen() : plot(std::make_unique<CurvePlot>())
    {
        plot->resize(640, 400);
        plot->setYAxis(CurveSide::Left, "Loss (MSE)", true);
        plot->addSeries({.id = "train", .label = "Training"});
        plot->addSeries({.id = "validation", .label = "Validation", .colour = 1});
        plot->show();
        if (!QTest::qWaitForWindowExposed(plot.get()))
            qFatal("the plot did not appear");
    }
    CurvePlot* operator->() const { return plot.get(); }
    QCustomPlot* canvas() const { return plot->drawing(); }
    QPoint middle() const { return canvas()->axisRect()->rect().center(); }
    /// Where a point of the left axis is drawn.
    QPoint pixel(double x, double y) const
    {
        return {static_cast<int>(std::lround(canvas()->xAxis->coordToPixel(x))),
                static_cast<int>(std::lround(canvas()->yAxis->coordToPixel(y)))};
    }
    /// Lets the refresh timer fire and the queued replot happen.
    static void settle() { QTest::qWait(80); }
    /// Right click, then a click on one of the menu's actions.
    void choose(QPoint at, const QString& action) const
    {
        QTest::mouseClick(canvas(), Qt::RightButton, {}, at);
        clickInMenu(plot.get(), "curves.menu", action);
    }
    QImage picture() const
    {
        canvas()->replot();
        return canvas()->grab().toImage();
    }

    std::unique_ptr<CurvePlot> plot;
};

}  // namespace nie::test
