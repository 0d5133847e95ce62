// What actions may ask of the window.
#include "app/main_window.h"
#include "app/panels/data_page.h"
#include "app/panels/equations_page.h"
#include "app/panels/fold_title.h"
#include "app/panels/loss_panel.h"
#include "app/panels/message_banner.h"
#include "app/panels/paper_page.h"
#include "app/panels/runs_page.h"
#include "app/panels/start_page.h"
#include "app/panels/sweeps_page.h"
#include "app/panels/train_page.h"
#include "widgets/curves/curve_plot.h"

#include <QApplication>
#include <QDockWidget>
#include <QSpinBox>
#include <QStackedWidget>

#include <utility>

namespace nie {

namespace {

constexpr int kLossHeight = 260;
constexpr int kInspectorWidth = 352;

}  // namespace

void MainWindow::showPage(Page page)
{
    giveRoom(page);
    m_pages->setCurrentWidget(page == Page::Start       ? static_cast<QWidget*>(m_start)
                              : page == Page::Train     ? static_cast<QWidget*>(m_train)
                              : page == Page::Equations ? static_cast<QWidget*>(m_equations)
                              : page == Page::Data      ? static_cast<QWidget*>(m_data)
                              : page == Page::Runs      ? static_cast<QWidget*>(m_runs)
                              : page == Page::Sweeps    ? static_cast<QWidget*>(m_sweeps)
                                                        : m_paper);
    m_actions->refresh();
}

Page MainWindow::page() const
{
    if (m_pages->currentWidget() == m_equations)
        return Page::Equations;
    if (m_pages->currentWidget() == m_data)
        return Page::Data;
    if (m_pages->currentWidget() == m_paper)
        return Page::Paper;
    if (m_pages->currentWidget() == m_runs)
        return Page::Runs;
    if (m_pages->currentWidget() == m_sweeps)
        return Page::Sweeps;
    return m_pages->currentWidget() == m_start ? Page::Start : Page::Train;
}

void MainWindow::giveRoom(Page page)
{
    // Loss and inspector are about training; both can be shown beside other pages, too.
    const auto isAboutTraining = [](Page shown) {
        return shown == Page::Start || shown == Page::Train;
    };
    if (isAboutTraining(page) == isAboutTraining(this->page()))
        return;
    if (!isAboutTraining(page)) {
        m_inspectorPutAway = isInspectorShown();
        m_lossPutAway = isLossShown();
        setInspectorShown(false);
        setLossShown(false);
    } else {
        if (std::exchange(m_inspectorPutAway, false))
            setInspectorShown(true);
        if (std::exchange(m_lossPutAway, false))
            setLossShown(true);
    }
}

void MainWindow::showMessage(MessageKind kind, const QString& text, const QString& details)
{
    m_banner->showMessage(kind, text, details);
}

void MainWindow::clearMessage()
{
    m_banner->clearMessage();
}

std::int64_t MainWindow::stepCount() const
{
    return m_stepCount->value();
}

FigureSpec MainWindow::currentFigure() const
{
    if (page() == Page::Paper)
        return {};  // its figures are files already
    if (page() == Page::Runs)
        return m_runs->figure();
    if (page() == Page::Data)
        return m_data->figure();
    if (page() == Page::Sweeps)
        return m_sweeps->figure();
    return page() == Page::Equations ? m_equations->figure() : m_train->figure();
}

std::string MainWindow::figureName() const
{
    if (page() == Page::Data)
        return m_data->name();
    if (page() == Page::Sweeps)
        return m_sweeps->name();
    if (page() == Page::Paper)
        return m_paper->item();
    if (page() == Page::Runs)
        return "runs";
    return page() == Page::Equations ? m_equations->name() : m_draft.config().experiment;
}

std::string MainWindow::currentCommand() const
{
    if (page() == Page::Equations)
        return m_equations->command();
    if (page() == Page::Data)
        return m_data->command();
    if (page() == Page::Sweeps)
        return m_sweeps->command();
    if (page() == Page::Paper)
        return m_paper->command();
    if (page() == Page::Runs)
        return m_runs->command();
    return m_draft.isEmpty() ? std::string() : m_draft.command();
}

void MainWindow::fitPlots()
{
    m_train->fit();
    m_loss->plot().fit();
    m_runs->fit();
}

bool MainWindow::isFollowing() const
{
    return m_loss->plot().isFollowing();
}

void MainWindow::setFollowing(bool following)
{
    m_loss->plot().setFollowing(following);
}

void MainWindow::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    applyApplicationStyle(*qApp, appearance);
    m_actions->refresh();
}

bool MainWindow::isLossShown() const
{
    return !m_lossTitle->isFolded();
}

void MainWindow::setLossShown(bool shown)
{
    m_lossTitle->setFolded(!shown);
}

void MainWindow::foldLoss(bool folded)
{
    m_loss->setVisible(!folded);
    m_lossDock->setMaximumHeight(folded ? m_lossTitle->sizeHint().height() : QWIDGETSIZE_MAX);
    if (!folded)
        sizeDocks();
    m_actions->refresh();
}

bool MainWindow::isInspectorShown() const
{
    return !m_inspectorDock->isHidden();
}

void MainWindow::setInspectorShown(bool shown)
{
    m_inspectorDock->setVisible(shown);
}

void MainWindow::setFullScreenShown(bool shown)
{
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, shown));
}

void MainWindow::resetLayout()
{
    m_lossTitle->setFolded(false);
    restoreState(m_firstLayout);
    sizeDocks();
}

void MainWindow::sizeDocks()
{
    resizeDocks({m_lossDock}, {kLossHeight}, Qt::Vertical);
    resizeDocks({m_inspectorDock}, {kInspectorWidth}, Qt::Horizontal);
}

}  // namespace nie
