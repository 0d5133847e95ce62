// What the window remembers, finds and explains.
#include "app/actions/menu_path.h"
#include "app/main_window.h"
#include "app/panels/command_palette.h"
#include "app/panels/fold_title.h"
#include "app/panels/help_window.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/loss_panel.h"
#include "app/panels/model_inspector.h"
#include "app/panels/movie_dialog.h"
#include "app/panels/runs_list.h"
#include "app/panels/runs_page.h"
#include "app/panels/start_page.h"
#include "app/recent_menu.h"
#include "app/session_memory.h"
#include "app/tips_explained.h"
#include "core/base/user_folders.h"
#include "core/config/equivalent_command.h"
#include "core/results/run_folder.h"
#include "widgets/curves/curve_plot.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>
#include <array>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

namespace {

const QString kPageAction = QStringLiteral("action.page.");
const QString kGuide = QStringLiteral("user-guide.md");

constexpr std::array kAxisNames{std::pair(CurveX::Step, "step"), std::pair(CurveX::Epoch, "epoch"),
                                std::pair(CurveX::WallTime, "time"),
                                std::pair(CurveX::RelativeTime, "relative_time"),
                                std::pair(CurveX::Samples, "samples")};

LossViewMemory viewOf(const CurvePlot& plot)
{
    LossViewMemory view;
    for (const auto& [axis, name] : kAxisNames)
        if (axis == plot.xAxis())
            view.x = name;
    view.logarithmicX = plot.isLogarithmicX();
    view.logarithmicLeft = plot.isLogarithmicY(CurveSide::Left);
    view.logarithmicRight = plot.isLogarithmicY(CurveSide::Right);
    view.smoothing = plot.smoothing();
    view.followedSteps = plot.followWindow();
    for (const CurveSeries& series : plot.series())
        if (!series.visible)
            view.hidden.push_back(series.id);
    return view;
}

void applyView(const LossViewMemory& view, CurvePlot& plot)
{
    for (const auto& [axis, name] : kAxisNames)
        if (view.x == name)
            plot.setXAxis(axis);
    plot.setLogarithmicX(view.logarithmicX);
    plot.setLogarithmicY(CurveSide::Left, view.logarithmicLeft);
    plot.setLogarithmicY(CurveSide::Right, view.logarithmicRight);
    plot.setSmoothing(view.smoothing);
    plot.setFollowWindow(view.followedSteps);
    for (const CurveSeries& series : plot.series())
        plot.setSeriesVisible(series.id, std::find(view.hidden.begin(), view.hidden.end(),
                                                   series.id) == view.hidden.end());
}

/// A run's own configuration stands for the run.
RecentItem recentOf(const RunConfig& config)
{
    const std::string title = config.title.empty() ? config.experiment : config.title;
    if (!isConfigFile(config.source))
        return {RecentItem::Kind::Experiment, config.experiment, title};
    const fs::path file = fs::absolute(config.source).lexically_normal();
    std::error_code failure;
    const bool ofRun =
        file.filename() == "config.json" && fs::exists(file.parent_path() / "metrics.csv", failure);
    return ofRun ? RecentItem{RecentItem::Kind::Run, file.parent_path().string(), title}
                 : RecentItem{RecentItem::Kind::File, file.string(), title};
}

}  // namespace

MainWindow::~MainWindow()
{
    // Takes the focus away while there is a draft that a half-typed value can go to.
    hide();
    if (m_memory)
        m_memory->saveNow();
    // Their threads may be asking the engine.
    delete findChild<MovieDialog*>();
    delete m_structure;
    // The pages' threads, too: the engine goes after the pages, as the last child.
    struct EngineKeeper : QObject {
        std::unique_ptr<Engine> engine;
    };
    auto* last = new EngineKeeper;
    last->engine = std::move(m_engine);
    last->setParent(this);
}

void MainWindow::buildLife()
{
    m_palette = new CommandPalette(this);
    m_structure = new ModelInspector(m_draft, *m_engine, this);
    connect(&m_session, &TrainingSession::batchReady, m_structure, &ModelInspector::showBatch);
    connect(m_inspector, &InspectorPanel::structureRequested,
            m_actions->find(QStringLiteral("action.modelStructure")), &QAction::trigger);
    qApp->installEventFilter(new TipsExplained(this));
    m_recentMenu = new RecentMenu(m_recent, this);
    auto* file = menuBar()->findChild<QMenu*>(QStringLiteral("menu.file"));
    const QList<QAction*> actions = file->actions();
    const auto open = actions.indexOf(m_actions->find(QStringLiteral("action.open")));
    file->insertMenu(actions.value(open + 1), m_recentMenu);
    connect(m_recentMenu, &RecentMenu::chosen, this, &MainWindow::openRecent);
    connect(m_start, &StartPage::recentChosen, this, &MainWindow::openRecent);
    connect(m_recentMenu, &RecentMenu::pinned, this, [this](const RecentItem& item, bool pinned) {
        m_recent.setPinned(item, pinned);
        m_start->showRecent(m_recent);
        touchMemory();
    });
    connect(m_recentMenu, &RecentMenu::cleared, this, [this] {
        m_recent.clear();
        m_start->showRecent(m_recent);
        touchMemory();
    });
    // A command is on the stack only after it was carried out and the draft has told of it.
    connect(m_draft.undoStack(), &QUndoStack::indexChanged, m_actions.get(),
            [this] { m_actions->refresh(); });
    connect(&m_draft, &RunDraft::opened, this,
            [this] { noteRecent(recentOf(m_draft.original())); });
    connect(&m_session, &TrainingSession::started, this, [this](const QString& folder) {
        const RunConfig& config = m_session.config();
        noteRecent({RecentItem::Kind::Run, folder.toStdString(),
                    config.title.empty() ? config.experiment : config.title});
    });
}

void MainWindow::noteRecent(const RecentItem& item)
{
    m_recent.add(item);
    m_start->showRecent(m_recent);
    touchMemory();
}

void MainWindow::openRecent(const RecentItem& item)
{
    // Of a run that wrote no numbers the configuration is all there is.
    if (item.kind == RecentItem::Kind::Run && fs::exists(RunFolder{item.target}.metrics()))
        openRun(item.target);
    else
        openExperiment(item.configuration());
}

void MainWindow::rememberIn(const fs::path& file)
{
    if (file.empty())
        return;
    m_memory = std::make_unique<SessionMemory>(file, [this] { return snapshot(); });
    QString problem;
    const SessionSnapshot last = m_memory->load(problem);
    restore(last, problem);
    if (!problem.isEmpty())
        showMessage(MessageKind::Warning, problem);
    CurvePlot& plot = m_loss->plot();
    for (QWidget* widget :
         std::initializer_list<QWidget*>{this, centralWidget(), m_inspectorDock, m_lossDock})
        m_memory->watch(*widget);
    connect(&m_draft, &RunDraft::changed, m_memory.get(), &SessionMemory::touch);
    connect(&plot, &CurvePlot::scalesChanged, m_memory.get(), &SessionMemory::touch);
    connect(&plot, &CurvePlot::xAxisChanged, m_memory.get(), &SessionMemory::touch);
    connect(&plot, &CurvePlot::smoothingChanged, m_memory.get(), &SessionMemory::touch);
    connect(&plot, &CurvePlot::followWindowChanged, m_memory.get(), &SessionMemory::touch);
    connect(&m_runQueue, &RunQueue::changed, m_memory.get(), &SessionMemory::touch);
    connect(&m_runs->list(), &RunsList::columnsChanged, m_memory.get(), &SessionMemory::touch);
    for (QAction* action : m_actions->all())
        connect(action, &QAction::triggered, m_memory.get(), &SessionMemory::touch);
}

void MainWindow::touchMemory()
{
    if (m_memory)
        m_memory->touch();
}

SessionSnapshot MainWindow::snapshot() const
{
    SessionSnapshot now;
    now.geometry = saveGeometry();
    now.layout = saveState();
    now.inspectorShown = isInspectorShown() || m_inspectorPutAway;
    now.lossShown = isLossShown() || m_lossPutAway;
    now.lossHeight = isLossShown() && !m_lossSettles ? m_lossDock->height() : m_lossHeight;
    now.page = pageName();
    now.appearance = m_appearance;
    now.folder = m_lastFolder.toStdString();
    now.recent = m_recent;
    now.lossView = viewOf(m_loss->plot());
    now.pictures = m_session.livePictures();
    now.runsColumns = m_runs->list().columns();
    now.queue = m_runQueue.toJson();
    now.notice = m_finishNotice.toJson();
    if (!m_draft.isEmpty())
        now.draft = DraftMemory{m_draft.config(), m_draft.original(), m_draft.shipped()};
    return now;
}

void MainWindow::restore(const SessionSnapshot& last, QString& problem)
{
    setAppearance(last.appearance);
    restoreGeometry(last.geometry);
    restoreState(last.layout);
    m_lossHeight = last.lossHeight;
    setInspectorShown(last.inspectorShown);
    setLossShown(last.lossShown);
    if (!currentPage().wantsPanels())
        putPanelsAway();
    m_lastFolder = QString::fromStdString(last.folder);
    m_recent = last.recent;
    m_start->showRecent(m_recent);
    m_session.setLivePictures(last.pictures);
    m_runs->list().setColumns(last.runsColumns);
    m_runQueue.restore(last.queue);
    m_finishNotice.restore(last.notice);
    if (last.lossView)
        applyView(*last.lossView, m_loss->plot());
    if (last.draft) {
        try {
            m_engine->describeOptions(last.draft->config);  // throws for what is not known any more
            m_draft.restore(last.draft->config, last.draft->original, last.draft->shipped);
        } catch (const std::exception& error) {
            problem = tr("The settings of the last session cannot be used: %1")
                          .arg(QString::fromUtf8(error.what()));
        }
    }
    const bool needsDraft = last.page == QLatin1String("train") && m_draft.isEmpty();
    if (QAction* page = m_actions->find(kPageAction + last.page); page && !needsDraft)
        page->trigger();
}

QString MainWindow::pageName() const
{
    for (const QAction* action : m_actions->all())
        if (action->objectName().startsWith(kPageAction) && action->isChecked())
            return action->objectName().mid(kPageAction.size());
    return QStringLiteral("start");
}

void MainWindow::setLastFolder(const QString& folder)
{
    m_lastFolder = folder;
    touchMemory();
}

void MainWindow::showPalette()
{
    std::vector<PaletteEntry> entries;
    for (QAction* action : m_actions->all()) {
        if (action->objectName() == QLatin1String("action.palette"))
            continue;
        entries.push_back({plainText(action->text()), menuPathOf(*action),
                           action->shortcut().toString(QKeySequence::NativeText),
                           action->statusTip(), action->isEnabled(),
                           [action] { action->trigger(); }});
    }
    const bool free = !isTraining(m_session.state());
    for (const RunConfig& config : m_engine->experiments())
        entries.push_back({QString::fromStdString(config.title),
                           tr("Sample"),
                           {},
                           QString::fromStdString(config.description),
                           free,
                           [this, config] { openConfig(config); }});
    for (const RecentItem& item : m_recent.items())
        entries.push_back({recentText(item),
                           tr("File > Open recent"),
                           {},
                           QString::fromStdString(item.target),
                           free && item.exists(),
                           [this, item] { openRecent(item); }});
    m_palette->open(std::move(entries));
}

void MainWindow::showHelp()
{
    if (!m_help)
        m_help = new HelpWindow(shippedPath("docs"), this);
    m_help->showSection(kGuide, helpAnchor(m_help->index()));
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

QString MainWindow::helpAnchor(const HelpIndex& index) const
{
    const QWidget* focus = QApplication::focusWidget();
    const QString page = pageName();
    QStringList wanted;
    if (focus && m_inspectorDock->isAncestorOf(focus))
        wanted << QStringLiteral("settings");
    // The section is called as the page is, or stands in another one.
    wanted << page;
    if (page == QLatin1String("start") || page == QLatin1String("train"))
        wanted << QStringLiteral("first-run");
    if (page == QLatin1String("paper"))
        wanted << QStringLiteral("the-publications-tables-and-figures");
    for (const QString& anchor : wanted)
        if (index.find(kGuide, anchor))
            return anchor;
    return {};
}

void MainWindow::showModelStructure()
{
    m_structure->show();
    m_structure->raise();
    m_structure->activateWindow();
}

}  // namespace nie
