#include "app/panels/runs_page.h"

#include "app/figure_provenance.h"
#include "app/panels/run_curves_view.h"
#include "app/panels/run_details.h"
#include "app/panels/runs_list.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/equivalent_command.h"
#include "core/results/run_folder.h"
#include "widgets/curves/curve_plot.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr int kSideWidth = 340;
constexpr int kRefresh = 2000;  // ms, while something is being trained

RunConfig readConfig(const fs::path& file)
{
    return RunConfig::fromJson(parseJson(readFile(file), file.string()), file.string());
}

}  // namespace

RunsPage::RunsPage(RunHistory& history, Knowledge knowledge, QWidget* parent)
    : WorkPage(parent),
      m_history(history),
      m_knowledge(std::move(knowledge)),
      m_stack(new QStackedWidget),
      m_list(new RunsList),
      m_curves(new RunCurvesView),
      m_details(new RunDetails)
{
    setObjectName(QStringLiteral("runsPage"));
    setAccessibleName(tr("Runs page"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("runsSplitter"));
    splitter->setAccessibleName(tr("Runs and details"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeMain());
    splitter->addWidget(makeSide());
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({900, kSideWidth});
    m_stack->addWidget(makeEmptyPage());
    m_stack->addWidget(splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_stack);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefresh);
    connectAll();
    onHistory();
}

QWidget* RunsPage::makeEmptyPage()
{
    auto* text =
        new QLabel(tr("Every training leaves a run here: its settings, curves and scores.\n"
                      "Choose a sample and start one, or import curves of another program."));
    text->setObjectName(QStringLiteral("runsEmpty"));
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(addButton("runsStartPageButton", tr("Choose a sample"),
                                 tr("Go to the Start page"), &RunsPage::startPageRequested));
    buttons->addWidget(addButton("runsImportFirstButton", tr("Import…"),
                                 tr("Curves of another program: CSV or TensorBoard event file"),
                                 &RunsPage::importRequested));
    buttons->addStretch();
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setSpacing(12);
    column->addStretch();
    column->addWidget(text);
    column->addLayout(buttons);
    column->addStretch();
    return page;
}

QPushButton* RunsPage::addButton(const char* name, const QString& text, const QString& tip,
                                 void (RunsPage::*signal)())
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, this, signal);
    return button;
}

QWidget* RunsPage::makeMain()
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("runsCurvesSplitter"));
    splitter->setAccessibleName(tr("Table and curves"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_curves);
    splitter->setSizes({360, 400});
    splitter->setContentsMargins(0, 0, 8, 0);
    return splitter;
}

QWidget* RunsPage::makeSide()
{
    m_show = addButton("runShowButton", tr("Open this run"),
                       tr("Show its curves, scores and checkpoints on the Train page"),
                       &RunsPage::showRequested);
    m_again = addButton("runAgainButton", tr("New run from this run"),
                        tr("Open the settings of the run on the Train page"),
                        &RunsPage::trainAgainRequested);
    QPushButton* copy =
        addButton("copyRunCommandButton", tr("Copy command"),
                  tr("Copy the nie line that gives the same losses"), &RunsPage::copyRequested);
    QPushButton* writing = addButton("exportRunButton", tr("Export…"),
                                     tr("Save the run as CSV, JSON, TensorBoard events or zip"),
                                     &RunsPage::exportRequested);
    QPushButton* folder =
        addButton("openRunFolderButton", tr("Open folder"),
                  tr("Show the files of the run in the file manager"), &RunsPage::folderRequested);
    QPushButton* discard = addButton("discardRunButton", tr("Delete"),
                                     tr("Move the chosen runs to the trash; can be undone"),
                                     &RunsPage::discardRequested);
    m_forOne = {writing, folder};
    m_forSome = {copy, discard};
    auto* buttons = new QGridLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_show, 0, 0, 1, 2);
    buttons->addWidget(m_again, 1, 0, 1, 2);
    buttons->addWidget(copy, 2, 0);
    buttons->addWidget(writing, 2, 1);
    buttons->addWidget(folder, 3, 0);
    buttons->addWidget(discard, 3, 1);
    auto* side = new QWidget;
    side->setMinimumWidth(226);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_details, 1);
    column->addLayout(buttons);
    return side;
}

void RunsPage::connectAll()
{
    connect(&m_history, &RunHistory::changed, this, &RunsPage::onHistory);
    connect(&m_history.undoStack(), &QUndoStack::indexChanged, this, &RunsPage::changed);
    connect(m_list, &RunsList::selectionChanged, this, &RunsPage::onSelection);
    connect(m_list, &RunsList::hovered, m_curves, &RunCurvesView::highlight);
    connect(m_list, &RunsList::opened, this, &RunsPage::showRequested);
    connect(m_list, &RunsList::importRequested, this, &RunsPage::importRequested);
    connect(m_curves, &RunCurvesView::changed, this, &RunsPage::changed);
    connect(&m_curves->plot(), &CurvePlot::menuOpening, this,
            [this](QMenu* menu) { Q_EMIT menuOpening(menu, &m_curves->plot()); });
    connect(m_details, &RunDetails::leftField, m_list, &RunsList::takeFocus);
    connect(m_details, &RunDetails::edited, this,
            [this](const std::string& id, const QString& text, const auto& change) {
                m_history.editNotes({id}, text, change);
            });
    connect(&m_refresh, &QTimer::timeout, &m_history, &RunHistory::refresh);
}

void RunsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_history.refresh();
}

void RunsPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_refresh.stop();
}

void RunsPage::onHistory()
{
    m_list->setRuns(m_history.runs());
    m_stack->setCurrentIndex(m_history.isScanned() && m_history.runs().empty() ? 0 : 1);
    onSelection();
    watchRunning();
}

void RunsPage::watchRunning()
{
    const auto& runs = m_history.runs();
    const bool running = std::any_of(runs.begin(), runs.end(), [](const RunSummary& run) {
        return run.state == RunState::Running;
    });
    if (running && isVisible())
        m_refresh.start();
}

const RunSummary* RunsPage::current() const
{
    const auto ids = m_list->selected();
    return ids.size() == 1 ? m_history.find(ids.front()) : nullptr;
}

bool RunsPage::canTrainAgain() const
{
    const RunSummary* run = current();
    return run && !run->model.empty() && run->state != RunState::Damaged;
}

fs::path RunsPage::configuration() const
{
    const RunSummary* run = current();
    return run ? RunFolder{run->folder}.config() : fs::path();
}

void RunsPage::onSelection()
{
    const auto ids = m_list->selected();
    m_history.assignColours(ids);
    m_list->setRuns(m_history.runs());
    std::vector<RunSummary> chosen;
    for (const std::string& id : ids)
        if (const RunSummary* run = m_history.find(id))
            chosen.push_back(*run);
    m_curves->showRuns(chosen);
    showDetails();
    for (QPushButton* button : m_forOne)
        button->setEnabled(ids.size() == 1);
    for (QPushButton* button : m_forSome)
        button->setEnabled(!ids.empty());
    m_show->setEnabled(canTrainAgain());
    m_again->setEnabled(canTrainAgain());
    Q_EMIT changed();
}

void RunsPage::showDetails()
{
    const auto ids = m_list->selected();
    if (ids.empty())
        m_details->showNothing(tr("Choose a run to see its settings and scores, two to see in what "
                                  "they differ, several to see their curves together."));
    else if (ids.size() > 2)
        m_details->showNothing(
            tr("%1 runs are chosen. Choose two to see in what they differ.").arg(ids.size()));
    else if (ids.size() == 1)
        m_details->showRun(*m_history.find(ids.front()));
    else
        showDifferences(*m_history.find(ids[0]), *m_history.find(ids[1]));
}

void RunsPage::showDifferences(const RunSummary& first, const RunSummary& second)
{
    try {
        const RunConfig a = readConfig(RunFolder{first.folder}.config());
        const RunConfig b = readConfig(RunFolder{second.folder}.config());
        m_details->showDifferences(
            first, second,
            diffConfigs(a.toJson(), b.toJson(), m_knowledge.defaults(a), m_knowledge.defaults(b)));
    } catch (const std::exception& error) {
        m_details->showNothing(QString::fromUtf8(error.what()));
    }
}

bool RunsPage::isPinned() const
{
    const auto ids = m_list->selected();
    return !ids.empty() && std::all_of(ids.begin(), ids.end(), [this](const std::string& id) {
        const RunSummary* run = m_history.find(id);
        return run && run->notes.pinned;
    });
}

void RunsPage::setPinned(bool pinned)
{
    m_history.editNotes(m_list->selected(), pinned ? tr("pinning") : tr("unpinning"),
                        [pinned](RunNotes& notes) { notes.pinned = pinned; });
}

void RunsPage::discardSelected()
{
    m_history.discard(m_list->selected());
}

void RunsPage::editName()
{
    m_details->editName();
}

std::string RunsPage::command() const
{
    const auto ids = m_list->selected();
    const auto quoted = [this](const std::string& id) {
        return shellQuoted(m_history.find(id)->folder.string());
    };
    if (ids.size() == 2)
        return "nie runs diff " + quoted(ids[0]) + " " + quoted(ids[1]);
    if (!canTrainAgain())
        return ids.size() == 1 ? "nie runs show " + quoted(ids.front())
                               : "nie runs list --root " + shellQuoted(m_history.root().string());
    try {
        return m_knowledge.command(readConfig(configuration()), configuration());
    } catch (const Error&) {
        return "nie runs show " + quoted(ids.front());
    }
}

FigureSpec RunsPage::figure() const
{
    return m_curves->figure();
}

FigureSpec RunsPage::figureOf(const QWidget& view) const
{
    return &view == &m_curves->plot() ? m_curves->figure() : WorkPage::figureOf(view);
}

Provenance RunsPage::provenance() const
{
    return provenanceOfRuns(m_curves->folders());
}

void RunsPage::fit()
{
    m_curves->fit();
}

}  // namespace nie
