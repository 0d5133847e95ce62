#include "app/main_window.h"

#include "app/actions/menus.h"
#include "app/panels/attention_page.h"
#include "app/panels/data_page.h"
#include "app/panels/equations_page.h"
#include "app/panels/fields_page.h"
#include "app/panels/fold_title.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/loss_panel.h"
#include "app/panels/message_banner.h"
#include "app/panels/page_list.h"
#include "app/panels/page_stack.h"
#include "app/panels/paper_page.h"
#include "app/panels/recordings_page.h"
#include "app/panels/runs_page.h"
#include "app/panels/session_status_bar.h"
#include "app/panels/start_page.h"
#include "app/panels/sweeps_page.h"
#include "app/panels/train_page.h"
#include "app/session_memory.h"
#include "widgets/curves/curve_controls.h"
#include "widgets/curves/curve_plot.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr QSize kDesignSize(1440, 900);

}  // namespace

MainWindow::MainWindow(std::unique_ptr<Engine> engine, const std::filesystem::path& runs,
                       const std::filesystem::path& datasets, QWidget* parent)
    : QMainWindow(parent),
      m_engine(std::move(engine)),
      m_session(runs),
      m_dataSession(m_engine->data(), DataLibrary(datasets)),
      m_paperSession(runs / "reproduction"),
      m_runHistory(runs),
      m_sweepSession(runs / "sweeps"),
      m_previews(*m_engine),
      m_runQueue(m_session, [this](const QueuedRun& run) { return beginQueued(run); }),
      m_finishNotice(m_session, *this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAccessibleName(tr("NIE Studio"));
    setAcceptDrops(true);
    buildCentre();
    buildDocks();
    buildActions();
    connectSession();
    connectEquations();
    connectData();
    connectRecordings();
    connectPaper();
    connectRuns();
    connectSweeps();
    connectShownRun();
    connectRunsBeside();
    buildLife();
    resize(kDesignSize);
    sizeDocks();
    m_firstLayout = saveState();
    putPanelsAway();
    showPage(Page::Start);
    updateTitle();
}

void MainWindow::buildCentre()
{
    m_banner = new MessageBanner;
    m_pages = new PageStack;
    m_pages->setObjectName(QStringLiteral("pages"));
    m_start = new StartPage(*m_engine, m_session.runsRoot(), m_previews);
    m_train = new TrainPage;
    m_equations = new EquationsPage(m_equationSession);
    m_data = new DataPage(m_dataSession);
    m_recordings = new RecordingsPage(*m_engine, m_dataSession.library(), m_shownRun, m_runHistory);
    m_paper = new PaperPage(m_paperSession);
    m_runs = makeRunsPage();
    m_sweeps = new SweepsPage(m_sweepSession, m_draft, *m_engine, m_session.runsRoot());
    m_fields = new FieldsPage(m_shownRun, *m_engine);
    m_attention = new AttentionPage(m_shownRun, *m_engine);
    addPage(Page::Start, m_start);
    addPage(Page::Train, m_train);
    addPage(Page::Fields, m_fields);
    addPage(Page::Attention, m_attention);
    addPage(Page::Equations, m_equations);
    addPage(Page::Data, m_data);
    addPage(Page::Recordings, m_recordings);
    addPage(Page::Paper, m_paper);
    addPage(Page::Runs, m_runs);
    addPage(Page::Sweeps, m_sweeps);
    connect(m_start, &StartPage::experimentChosen, this, &MainWindow::openConfig);
    auto* centre = new QWidget;
    centre->setObjectName(QStringLiteral("centre"));
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    setCentralWidget(centre);
}

void MainWindow::addPage(Page page, WorkPage* widget)
{
    m_pageOf[page] = widget;
    m_pages->addWidget(widget);
    connect(widget, &WorkPage::problem, this,
            [this](const QString& text) { showMessage(MessageKind::Error, text); });
    connect(widget, &WorkPage::menuOpening, this, &MainWindow::addToMenu);
    connect(widget, &WorkPage::note, this,
            [this](const QString& text) { showMessage(MessageKind::Note, text); });
}

void MainWindow::buildDocks()
{
    m_loss = new LossPanel;
    connect(&m_loss->plot(), &CurvePlot::menuOpening, this, [this](QMenu* menu) {
        menu->addSeparator();
        menu->addAction(m_actions->find(QStringLiteral("action.note")));
        addToMenu(menu, &m_loss->plot());
    });
    m_lossTitle = new FoldTitle(tr("Loss"), QStringLiteral("foldLossButton"));
    m_lossTitle->addTool(new CurveControls(&m_loss->plot()));
    m_lossDock = new QDockWidget(tr("Loss"));
    m_lossDock->setObjectName(QStringLiteral("lossDock"));
    m_lossDock->setTitleBarWidget(m_lossTitle);
    m_lossDock->setWidget(m_loss);
    connect(m_lossTitle, &FoldTitle::foldedChanged, this, &MainWindow::foldLoss);
    m_inspector = new InspectorPanel(m_draft, *m_engine);
    m_inspectorDock = new QDockWidget(tr("Inspector"));
    m_inspectorDock->setObjectName(QStringLiteral("inspectorDock"));
    m_inspectorDock->setWidget(m_inspector);
    m_status = new SessionStatusBar;
    setStatusBar(m_status);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_lossDock);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
}

void MainWindow::buildActions()
{
    m_actions = std::make_unique<ActionList>(ActionContext{m_session, m_draft, *m_engine, *this});
    addAllActions(*m_actions);
    for (QAction* action : m_actions->all())
        addAction(action);
    buildMenus(*menuBar(), *m_actions);
    QToolBar* bar = addToolBar(tr("Session"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    m_stepCount = buildToolBar(*bar, *m_actions);
    auto* row = static_cast<QHBoxLayout*>(centralWidget()->layout());
    std::vector<QAction*> pages;
    for (const char* page : {"start", "train", "fields", "attention", "equations", "data",
                             "recordings", "runs", "paper", "sweeps"})
        pages.push_back(m_actions->find(QStringLiteral("action.page.") + QLatin1String(page)));
    row->insertWidget(0, new PageList(pages));
    for (const auto& [page, widget] : m_pageOf) {
        connect(widget, &WorkPage::changed, m_actions.get(), [this] { m_actions->refresh(); });
        connect(widget, &WorkPage::copyRequested,
                m_actions->find(QStringLiteral("action.copyCommand")), &QAction::trigger);
    }
    connect(m_inspector, &InspectorPanel::newSeedRequested,
            m_actions->find(QStringLiteral("action.newSeed")), &QAction::trigger);
    connect(m_inspectorDock, &QDockWidget::visibilityChanged, m_actions.get(),
            [this] { m_actions->refresh(); });
}

void MainWindow::updateTitle()
{
    if (m_draft.isEmpty()) {
        setWindowTitle(tr("NIE Studio"));
        return;
    }
    setWindowTitle(tr("%1[*] - NIE Studio").arg(QString::fromStdString(m_draft.config().title)));
    setWindowModified(m_draft.config().toJson() != m_draft.original().toJson());
}

}  // namespace nie
