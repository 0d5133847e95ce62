#include "app/actions/figure_menu.h"

#include "app/actions/figure_actions.h"
#include "core/base/error.h"
#include "widgets/figures/figure_view.h"

#include <QMenu>

namespace nie {

namespace {

/// What goes wrong becomes a message, as of an action.
void exportShown(const FigureView& view, WindowPort& window)
{
    try {
        openExportDialog(window, {{view.accessibleName(), view.figure()}});
    } catch (const Error& error) {
        window.showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void copyShown(const FigureView& view, WindowPort& window)
{
    try {
        copyFigure(view.figure());
        window.showMessage(MessageKind::Note, QObject::tr("The figure is on the clipboard."));
    } catch (const Error& error) {
        window.showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void showFigureMenu(FigureView& view, QPoint at, WindowPort& window)
{
    if (view.figure().isEmpty())
        return;
    auto* menu = new QMenu(&view);
    menu->setObjectName(QStringLiteral("figureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* exporting = menu->addAction(QObject::tr("&Export this figure…"));
    exporting->setObjectName(QStringLiteral("figureMenu.export"));
    QObject::connect(exporting, &QAction::triggered, &view,
                     [&view, &window] { exportShown(view, window); });
    QAction* copying = menu->addAction(QObject::tr("&Copy this figure"));
    copying->setObjectName(QStringLiteral("figureMenu.copy"));
    QObject::connect(copying, &QAction::triggered, &view,
                     [&view, &window] { copyShown(view, window); });
    menu->popup(view.mapToGlobal(at));
}

}  // namespace

void addFigureMenus(QWidget& root, WindowPort& window)
{
    for (FigureView* view : root.findChildren<FigureView*>()) {
        if (view->contextMenuPolicy() != Qt::DefaultContextMenu)
            continue;  // it has one of its own
        view->setContextMenuPolicy(Qt::CustomContextMenu);
        QObject::connect(view, &QWidget::customContextMenuRequested, view,
                         [view, &window](QPoint at) { showFigureMenu(*view, at, window); });
    }
}

}  // namespace nie
