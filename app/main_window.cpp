#include "app/main_window.h"

#include "app/actions/file_actions.h"
#include "app/actions/menus.h"
#include "app/actions/training_actions.h"
#include "app/panels/close_question.h"
#include "app/panels/data_page.h"
#include "app/panels/equations_page.h"
#include "app/panels/fold_title.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/loss_panel.h"
#include "app/panels/message_banner.h"
#include "app/panels/page_list.h"
#include "app/panels/paper_page.h"
#include "app/panels/session_status_bar.h"
#include "app/panels/start_page.h"
#include "app/panels/train_page.h"
#include "core/io/array_file.h"
#include "widgets/curves/curve_controls.h"
#include "widgets/curves/curve_plot.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr QSize kDesignSize(1440, 900);

bool hasArrayEnding(const QString& file)
{
    return ArrayFile::hasKnownEnding(file.toStdString());
}

}  // namespace

MainWindow::MainWindow(std::unique_ptr<Engine> engine, const std::filesystem::path& runs,
                       const std::filesystem::path& datasets, QWidget* parent)
    : QMainWindow(parent),
      m_engine(std::move(engine)),
      m_session(runs),
      m_dataSession(m_engine->data(), DataLibrary(datasets)),
      m_paperSession(runs / "reproduction"),
      m_previews(*m_engine)
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
    connectPaper();
    resize(kDesignSize);
    sizeDocks();
    m_firstLayout = saveState();
    showPage(Page::Start);
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    m_banner = new MessageBanner;
    m_pages = new QStackedWidget;
    m_pages->setObjectName(QStringLiteral("pages"));
    m_start = new StartPage(*m_engine, m_session.runsRoot(), m_previews);
    m_train = new TrainPage;
    m_equations = new EquationsPage(m_equationSession);
    m_data = new DataPage(m_dataSession);
    m_paper = new PaperPage(m_paperSession);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_train);
    m_pages->addWidget(m_equations);
    m_pages->addWidget(m_data);
    m_pages->addWidget(m_paper);
    connect(m_start, &StartPage::experimentChosen, this, &MainWindow::openConfig);
    connect(m_train, &TrainPage::sampleChosen, &m_session, &TrainingSession::watchSample);
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

void MainWindow::buildDocks()
{
    m_loss = new LossPanel;
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
    row->insertWidget(0, new PageList({m_actions->find(QStringLiteral("action.page.start")),
                                       m_actions->find(QStringLiteral("action.page.train")),
                                       m_actions->find(QStringLiteral("action.page.equations")),
                                       m_actions->find(QStringLiteral("action.page.data")),
                                       m_actions->find(QStringLiteral("action.page.paper"))}));
    connect(m_inspector, &InspectorPanel::newSeedRequested,
            m_actions->find(QStringLiteral("action.newSeed")), &QAction::trigger);
    connect(m_inspectorDock, &QDockWidget::visibilityChanged, m_actions.get(),
            [this] { m_actions->refresh(); });
}

void MainWindow::connectSession()
{
    connect(&m_session, &TrainingSession::stateChanged, this, &MainWindow::onState);
    connect(&m_session, &TrainingSession::batchReady, this, &MainWindow::onBatch);
    connect(&m_session, &TrainingSession::finished, this, &MainWindow::onFinished);
    connect(&m_session, &TrainingSession::failed, this, &MainWindow::onFailed);
    connect(&m_session, &TrainingSession::evaluated, m_train, &TrainPage::showEvaluation);
    connect(&m_draft, &RunDraft::changed, this, [this] {
        updateTitle();
        m_actions->refresh();
    });
    connect(&m_loss->plot(), &CurvePlot::followingChanged, this, [this] { m_actions->refresh(); });
    connect(m_inspector, &InspectorPanel::deviceRefused, this,
            [this](const QString& text) { showMessage(MessageKind::Warning, text); });
}

void MainWindow::importFile(const std::filesystem::path& file)
{
    clearMessage();
    showPage(Page::Data);
    m_data->beginImport(file);
}

bool MainWindow::openExperiment(const std::string& nameOrFile)
{
    try {
        openConfig(m_engine->findExperiment(nameOrFile));
        return true;
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
        return false;
    }
}

void MainWindow::solveEquation(const std::string& nameOrFile)
{
    showPage(Page::Equations);
    try {
        if (nameOrFile.ends_with(".json"))
            m_equations->openFile(nameOrFile);
        else
            m_equations->choose(nameOrFile);
        m_equations->solve();
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void MainWindow::startRun(std::int64_t firstSteps)
{
    ActionContext context{m_session, m_draft, *m_engine, *this};
    nie::startRun(context, firstSteps);
}

void MainWindow::openConfig(const RunConfig& config)
{
    ActionContext context{m_session, m_draft, *m_engine, *this};
    nie::openConfig(context, config);
}

void MainWindow::onState(SessionState state)
{
    if (state == SessionState::Preparing) {
        m_train->clear();
        m_loss->clear();
        m_status->clearRun();
    }
    m_status->showState(state);
    m_inspector->showState(state);
    updateTitle();
    m_actions->refresh();
    if (m_closeWhenIdle && !isTraining(state))
        close();
}

void MainWindow::onBatch(const TrainingFeed::Batch& batch)
{
    const bool firstPicture = batch.prediction && currentFigure().panels.empty();
    m_train->showBatch(batch);
    m_loss->showBatch(batch);
    m_status->showBatch(batch);
    if (firstPicture)
        m_actions->refresh();
}

void MainWindow::onFinished(const RunOutcome& outcome)
{
    m_status->showOutcome(outcome);
    const QString folder = QString::fromStdString(m_session.folder().string());
    showMessage(MessageKind::Note,
                tr("Training %1. %2")
                    .arg(QString::fromStdString(stateText(outcome.state)),
                         QString::fromStdString(outcome.message)),
                tr("Run folder: %1").arg(folder));
}

void MainWindow::onFailed(const QString& problem)
{
    const QString folder = QString::fromStdString(m_session.folder().string());
    showMessage(MessageKind::Error, problem,
                tr("Command: %1%2")
                    .arg(QString::fromStdString(m_draft.command()),
                         folder.isEmpty() ? QString() : tr("\nRun folder: %1").arg(folder)));
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

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!isTraining(m_session.state())) {
        event->accept();
        return;
    }
    event->ignore();
    askBeforeClosing();
}

void MainWindow::askBeforeClosing()
{
    auto* question = new CloseQuestion(this);
    connect(question, &CloseQuestion::stopChosen, this, [this] {
        m_closeWhenIdle = true;
        if (!m_session.stop())
            close();
    });
    question->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString file = event->mimeData()->urls().value(0).toLocalFile();
    if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        openExperiment(file.toStdString());
        return;
    }
    if (hasArrayEnding(file)) {
        importFile(file.toStdString());
        return;
    }
    showMessage(MessageKind::Warning,
                tr("%1 cannot be opened: this version opens experiments (.json) and arrays (NPY, "
                   "NPZ, CSV, TSV, MATLAB, HDF5).")
                    .arg(file.section('/', -1)));
}

}  // namespace nie
