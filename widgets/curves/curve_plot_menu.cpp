// The context menu of a CurvePlot.
#include "widgets/curves/curve_plot_private.h"

#include <QMenu>
#include <QMetaMethod>

#include <cmath>

namespace nie {

void CurvePlot::Private::showMenu(const QPointF& position)
{
    const double at = plot->xAxis->pixelToCoord(position.x());
    auto* menu = new QMenu(q);
    menu->setObjectName("curves.menu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](const QString& text, const char* name) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name);
        return action;
    };
    // Only where somebody can open it.
    const auto rows = q->readout(at);
    if (q->isSignalConnected(QMetaMethod::fromSignal(&CurvePlot::stepChosen)) && !rows.empty()) {
        const auto step = static_cast<std::int64_t>(std::llround(rows.front().point.step));
        QAction* open = add(tr("&Open the model at this step (%1)")
                                .arg(coordinateText(CurveX::Step, static_cast<double>(step))),
                            "curves.menu.open");
        open->setToolTip(tr("Loads the checkpoint nearest to this step"));
        QObject::connect(open, &QAction::triggered, q,
                         [this, step] { Q_EMIT q->stepChosen(step); });
        menu->addSeparator();
    }
    QObject::connect(add(tr("Set cursor &A here"), "curves.menu.a"), &QAction::triggered, q,
                     [this, at] { q->setCursorA(at); });
    QObject::connect(add(tr("Set cursor &B here"), "curves.menu.b"), &QAction::triggered, q,
                     [this, at] { q->setCursorB(at); });
    QAction* remove = add(tr("&Remove cursors"), "curves.menu.remove");
    remove->setEnabled(cursorA.x || cursorB.x);
    QObject::connect(remove, &QAction::triggered, q, [this] {
        q->setCursorA(std::nullopt);
        q->setCursorB(std::nullopt);
    });
    menu->addSeparator();
    QAction* values = add(tr("&Values as a table"), "curves.menu.table");
    values->setCheckable(true);
    values->setChecked(q->isTableShown());
    QObject::connect(values, &QAction::toggled, q, &CurvePlot::setTableShown);
    QObject::connect(add(tr("&Fit"), "curves.menu.fit"), &QAction::triggered, q, &CurvePlot::fit);
    Q_EMIT q->menuOpening(menu);
    menu->popup(plot->mapToGlobal(position.toPoint()));
}

}  // namespace nie
