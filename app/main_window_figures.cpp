// The figures that the window exports, and the menus of the views that show them.
#include "app/actions/figure_menu.h"
#include "app/figure_provenance.h"
#include "app/main_window.h"
#include "app/panels/loss_panel.h"
#include "app/panels/train_page.h"
#include "widgets/curves/curve_plot.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QStackedWidget>

#include <utility>

namespace nie {

const WorkPage& MainWindow::pageWithFigure() const
{
    return page() == Page::Start ? *m_train : currentPage();
}

bool MainWindow::hasFigure() const
{
    return !pageWithFigure().figure().isEmpty();
}

FigureSpec MainWindow::withOrigin(FigureSpec figure, const WorkPage& page) const
{
    // Reading where it comes from takes files: not for nothing.
    if (figure.isEmpty())
        return figure;
    return withProvenance(std::move(figure), page.provenance(),
                          page.isAboutTraining() && !m_draft.isEmpty() ? m_draft.command()
                                                                       : page.command());
}

FigureSpec MainWindow::currentFigure() const
{
    const WorkPage& shown = pageWithFigure();
    return withOrigin(shown.figure(), shown);
}

ExportSource MainWindow::lossFigure() const
{
    return {tr("Loss, as shown"), withOrigin(m_loss->plot().figure(), *m_train)};
}

ExportSource MainWindow::sourceOf(const QWidget& view) const
{
    if (&view == &m_loss->plot())
        return lossFigure();
    const QString title = view.accessibleName();
    for (const auto& [page, widget] : m_pageOf)
        if (widget->isAncestorOf(&view))
            return {title, withOrigin(widget->figureOf(view), *widget)};
    // Beside the pages stands what is set up: the inspector.
    const Provenance known =
        m_draft.isEmpty() ? Provenance() : provenanceOfConfig(m_draft.config());
    return {title, withProvenance(shownFigure(view), known, currentCommand())};
}

void MainWindow::addToMenu(QMenu* menu, QWidget* view)
{
    menu->addSeparator();
    addFigureEntries(*menu, *view, *this);
}

/// Views without a menu of their own leave the request to whom they stand in.
void MainWindow::contextMenuEvent(QContextMenuEvent* event)
{
    if (!showFigureMenu(childAt(event->pos()), event->globalPos(), *this))
        QMainWindow::contextMenuEvent(event);
}

}  // namespace nie
