#include "app/actions/figure_menu.h"

#include "app/actions/figure_actions.h"
#include "app/panels/shown_figure.h"
#include "core/base/error.h"

#include <QMenu>

#include <utility>

namespace nie {

namespace {

/// What goes wrong becomes a message, as of an action.
template <class Act>
void guarded(WindowPort& window, const Act& act)
{
    try {
        act();
    } catch (const Error& error) {
        window.showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

/// The view's figure is chosen; the others that the window has can be.
void exportShown(const QWidget& view, WindowPort& window)
{
    std::vector<ExportSource> sources{window.sourceOf(view)};
    for (ExportSource& other : exportSources(window))
        if (other.title != sources.front().title)
            sources.push_back(std::move(other));
    openExportDialog(window, std::move(sources));
}

}  // namespace

void addFigureEntries(QMenu& menu, QWidget& view, WindowPort& window)
{
    const bool hasFigure = !window.sourceOf(view).figure.isEmpty();
    const auto add = [&](const char* name, const QString& text, auto act) {
        QAction* entry = menu.addAction(text);
        entry->setObjectName(QLatin1String(name));
        entry->setEnabled(hasFigure);
        QObject::connect(entry, &QAction::triggered, &view,
                         [&window, act] { guarded(window, act); });
    };
    add("figureMenu.export", QObject::tr("&Export this figure…"),
        [&view, &window] { exportShown(view, window); });
    add("figureMenu.copy", QObject::tr("&Copy this figure"),
        [&view, &window] { copyFigure(window, window.sourceOf(view).figure); });
    add("figureMenu.sheet", QObject::tr("Add to figure &sheet"),
        [&view, &window] { addToSheet(window, window.sourceOf(view)); });
}

bool showFigureMenu(QWidget* part, const QPoint& globalPlace, WindowPort& window)
{
    QWidget* view = viewAround(part);
    if (!view || window.sourceOf(*view).figure.isEmpty())
        return false;
    auto* menu = new QMenu(view);
    menu->setObjectName(QStringLiteral("figureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addFigureEntries(*menu, *view, window);
    menu->popup(globalPlace);
    return true;
}

}  // namespace nie
