#pragma once

#include "app/panels/shown_figure.h"
#include "core/results/standard_figures.h"

#include <QWidget>

#include <string>

class QMenu;

namespace nie {

/// What the window asks of any of its pages.
class WorkPage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What the page shows, as it would be exported; no panels when there is nothing to draw.
    virtual FigureSpec figure() const { return {}; }
    /// What one of its views shows (app/panels/shown_figure.h).
    virtual FigureSpec figureOf(const QWidget& view) const { return shownFigure(view); }
    /// Where its figures come from, as far as they do not say it themselves.
    virtual Provenance provenance() const { return {}; }
    /// A name for its files; empty: that of the experiment.
    virtual std::string name() const { return {}; }
    /// The shell line that does what the page does; empty where there is none.
    virtual std::string command() const { return {}; }
    /// Shows everything that its plots hold.
    virtual void fit() {}
    /// It is about the run that is set up or trains: its shell line is that of the run.
    virtual bool isAboutTraining() const { return false; }
    /// Loss and inspector are shown beside it, unless the user has put them away.
    virtual bool wantsPanels() const { return isAboutTraining(); }

Q_SIGNALS:
    /// What it shows, or what can be done there, is different now.
    void changed();
    /// Messages for the whole page.
    void problem(const QString& text);
    void note(const QString& text);
    /// The shell line is to go to the clipboard.
    void copyRequested();
    void exportRequested();
    /// A view opens a context menu of its own; others may add to it.
    void menuOpening(QMenu* menu, QWidget* view);
};

}  // namespace nie
