// What actions may ask of the window.
#include "app/main_window.h"
#include "app/panels/fold_title.h"
#include "app/panels/loss_panel.h"
#include "app/panels/message_banner.h"
#include "app/panels/train_page.h"
#include "app/panels/work_page.h"
#include "widgets/curves/curve_plot.h"

#include <QApplication>
#include <QDockWidget>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

namespace nie {

namespace {

constexpr int kInspectorWidth = 352;

}  // namespace

void MainWindow::showPage(Page page)
{
    giveRoom(page);
    m_pages->setCurrentWidget(m_pageOf.at(page));
    m_actions->refresh();
}

WorkPage& MainWindow::currentPage() const
{
    return *static_cast<WorkPage*>(m_pages->currentWidget());
}

Page MainWindow::page() const
{
    for (const auto& [page, widget] : m_pageOf)
        if (widget == m_pages->currentWidget())
            return page;
    return Page::Start;
}

void MainWindow::putPanelsAway()
{
    m_inspectorPutAway = isInspectorShown();
    m_lossPutAway = isLossShown();
    setInspectorShown(false);
    setLossShown(false);
}

void MainWindow::giveRoom(Page page)
{
    // Both can be shown beside any page.
    const bool wanted = m_pageOf.at(page)->wantsPanels();
    if (wanted == currentPage().wantsPanels())
        return;
    if (!wanted) {
        putPanelsAway();
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

std::string MainWindow::figureName() const
{
    const std::string name = currentPage().name();
    return name.empty() ? m_draft.config().experiment : name;
}

std::string MainWindow::currentCommand() const
{
    if (!currentPage().isAboutTraining())
        return currentPage().command();
    return m_draft.isEmpty() ? std::string() : m_draft.command();
}

void MainWindow::fitPlots()
{
    currentPage().fit();
    m_loss->plot().fit();
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
    if (folded && m_lossDock->isVisible() && !m_lossSettles)
        m_lossHeight = m_lossDock->height();
    m_loss->setVisible(!folded);
    m_lossDock->setMaximumHeight(folded ? m_lossTitle->sizeHint().height() : QWIDGETSIZE_MAX);
    if (!folded) {
        resizeDocks({m_lossDock}, {m_lossHeight}, Qt::Vertical);
        // Shown for the first time, the panel tells the layout of its needs only afterwards.
        m_lossSettles = true;
        QTimer::singleShot(0, this, [this] {
            m_lossSettles = false;
            if (isLossShown())
                resizeDocks({m_lossDock}, {m_lossHeight}, Qt::Vertical);
        });
    }
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
    m_lossHeight = SessionSnapshot{}.lossHeight;
    restoreState(m_firstLayout);
    sizeDocks();
    if (!currentPage().wantsPanels())
        putPanelsAway();
}

void MainWindow::sizeDocks()
{
    resizeDocks({m_lossDock}, {m_lossHeight}, Qt::Vertical);
    resizeDocks({m_inspectorDock}, {kInspectorWidth}, Qt::Horizontal);
}

}  // namespace nie
