#include "app/panels/sweeps_page.h"

#include "app/panels/sweep_form.h"
#include "app/panels/sweep_results.h"
#include "core/config/equivalent_command.h"
#include "core/results/run_folder.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace nie {

namespace {

constexpr int kFormWidth = 380;
constexpr int kReadEvery = 250;  // ms
using RunState = SweepRunResult::State;

}  // namespace

SweepsPage::SweepsPage(SweepSession& session, RunDraft& draft, const Engine& engine,
                       const std::filesystem::path& runs, QWidget* parent)
    : WorkPage(parent),
      m_session(session),
      m_form(new SweepForm(draft, engine, runs)),
      m_results(new SweepResults),
      m_start(addButton("sweepStartButton", tr("Start sweep"), tr("Train all of these runs"))),
      m_stop(addButton("sweepStopButton", tr("Stop"),
                       tr("Stop at the next safe point; what is done stays done"))),
      m_goOn(addButton("sweepGoOnButton", tr("Go on"), tr("Train what is missing of this sweep"))),
      m_export(addButton("sweepExportButton", tr("Export…"),
                         tr("Save the table (CSV, Markdown, JSON)"))),
      m_copy(addButton("sweepCopyButton", tr("Copy command"),
                       tr("Copy the shell line that does the same"))),
      m_bar(new QProgressBar),
      m_progress(new QLabel),
      m_chooser(new QComboBox),
      m_stack(new QStackedWidget),
      m_empty(new QLabel),
      m_reading(new QTimer(this))
{
    setObjectName(QStringLiteral("sweepsPage"));
    setAccessibleName(tr("Sweeps page"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("sweepsSplitter"));
    splitter->setAccessibleName(tr("Form and results"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeSide());
    splitter->addWidget(makeContent());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kFormWidth, 800});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(splitter);
    m_reading->setSingleShot(true);
    m_reading->setInterval(kReadEvery);
    connect(m_reading, &QTimer::timeout, this, &SweepsPage::showSweep);
    connect(m_form, &SweepForm::changed, this, &SweepsPage::refresh);
    connect(m_start, &QPushButton::clicked, this, &SweepsPage::start);
    connect(m_stop, &QPushButton::clicked, this, &SweepsPage::stop);
    connect(m_goOn, &QPushButton::clicked, this, &SweepsPage::goOn);
    connect(m_export, &QPushButton::clicked, this, &SweepsPage::exportRequested);
    connect(m_copy, &QPushButton::clicked, this, &SweepsPage::copyRequested);
    connect(m_chooser, &QComboBox::currentIndexChanged, this, &SweepsPage::showSweep);
    connect(m_results, &SweepResults::rowOpened, this, &SweepsPage::openRow);
    connect(m_results, &SweepResults::changed, this, &SweepsPage::changed);
    connect(&m_session, &SweepSession::runningChanged, this, &SweepsPage::onRunning);
    connect(&m_session, &SweepSession::progressed, this, &SweepsPage::onProgress);
    connect(&m_session, &SweepSession::finished, this, &SweepsPage::onFinished);
    onRunning(false);
    fillChooser({});
}

QPushButton* SweepsPage::addButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

QWidget* SweepsPage::makeSide()
{
    m_bar->setObjectName(QStringLiteral("sweepBar"));
    m_bar->setAccessibleName(tr("Progress"));
    m_progress->setObjectName(QStringLiteral("sweepProgress"));
    m_progress->setWordWrap(true);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("sweepFormScroll"));
    scroll->setAccessibleName(tr("Options of the sweep"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget;
    auto* inner = new QVBoxLayout(inside);
    inner->setContentsMargins(0, 0, 8, 0);
    inner->addWidget(m_form);
    inner->addStretch();
    scroll->setWidget(inside);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_start);
    buttons->addWidget(m_stop);
    auto* side = new QWidget;
    side->setMinimumWidth(330);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    return side;
}

QWidget* SweepsPage::makeContent()
{
    m_chooser->setObjectName(QStringLiteral("sweepChooser"));
    m_chooser->setAccessibleName(tr("Sweep that is shown"));
    m_chooser->setToolTip(tr("Sweeps of this machine, the newest first"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_empty->setObjectName(QStringLiteral("sweepEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("A sweep trains the session's run many times.\n\n"
                        "Vary an option, such as training.learning_rate, to see what it does;\n"
                        "two options make a map. Several seeds say how much of a difference is "
                        "chance.\n\n"
                        "Every run is kept, and a stopped sweep goes on where it was."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_results);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_chooser);
    head->addWidget(m_goOn);
    head->addStretch();
    head->addWidget(m_copy);
    head->addWidget(m_export);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    return content;
}

void SweepsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fillChooser(name());
}

void SweepsPage::fillChooser(const std::string& wanted)
{
    {
        const QSignalBlocker quiet(m_chooser);
        m_chooser->clear();
        for (const std::string& name : m_session.names())
            m_chooser->addItem(QString::fromStdString(name));
        const int index = m_chooser->findText(QString::fromStdString(wanted));
        m_chooser->setCurrentIndex(index >= 0 ? index : m_chooser->count() > 0 ? 0 : -1);
        m_chooser->setVisible(m_chooser->count() > 0);
    }
    showSweep();
}

std::string SweepsPage::name() const
{
    return m_chooser->currentText().toStdString();
}

void SweepsPage::showSweep()
{
    if (const auto table = m_session.table(name())) {
        m_table = *table;
        // A program that was killed could not write that nothing runs any more.
        if (!isRunning() || m_session.current() != name())
            for (SweepRow& row : m_table.rows)
                for (SweepRunResult& run : row.runs)
                    if (run.state == RunState::Running)
                        run.state = RunState::Stopped;
        m_results->showTable(m_table, m_session.folder(name()));
        m_stack->setCurrentWidget(m_results);
    } else {
        m_table = {};
        m_stack->setCurrentWidget(m_empty);
    }
    refresh();
}

void SweepsPage::refresh()
{
    m_start->setEnabled(canStart());
    m_stop->setEnabled(isRunning());
    m_goOn->setEnabled(canGoOn());
    m_goOn->setVisible(canGoOn());
    m_export->setEnabled(!file("csv").empty());
    m_copy->setEnabled(!command().empty());
    Q_EMIT changed();
}

bool SweepsPage::canStart() const
{
    return !isRunning() && m_form->isReady();
}

bool SweepsPage::canGoOn() const
{
    return !isRunning() && !m_table.rows.empty() &&
           m_table.countOf(RunState::Done) < m_table.runCount();
}

void SweepsPage::start()
{
    if (!canStart())
        return;
    try {
        fillChooser(m_session.start(m_form->spec(), m_form->jobs()));
    } catch (const std::exception& error) {
        Q_EMIT problem(QString::fromUtf8(error.what()));
    }
}

void SweepsPage::goOn()
{
    if (canGoOn())
        m_session.goOn(name(), m_form->jobs());
}

void SweepsPage::stop()
{
    m_progress->setText(tr("Stopping at the next safe point"));
    m_session.stop();
}

void SweepsPage::repeatOverSeeds(int seeds)
{
    m_form->repeatOverSeeds(seeds);
}

FigureSpec SweepsPage::figure() const
{
    return m_table.rows.empty() ? FigureSpec() : m_results->figure();
}

Provenance SweepsPage::provenance() const
{
    Provenance known{
        {"sweep", name()}, {"experiment", m_table.experiment}, {"model", m_table.model}};
    known.insert(known.end(), m_table.provenance.begin(), m_table.provenance.end());
    std::set<std::uint64_t> seeds;
    for (const SweepRow& row : m_table.rows)
        for (const SweepRunResult& run : row.runs)
            seeds.insert(run.seed);
    std::string listed;
    for (const std::uint64_t seed : seeds)
        listed += (listed.empty() ? "" : ", ") + std::to_string(seed);
    known.emplace_back("seed", listed);
    return known;
}

std::string SweepsPage::command() const
{
    // A new sweep gets a name when it starts; the line needs one now.
    if (const std::string line = m_form->command(); !line.empty())
        return line + " -o sweep";
    if (name().empty())
        return {};
    return "nie sweep -o " + shellQuoted(m_session.folder(name()).string());
}

std::filesystem::path SweepsPage::file(const std::string& kind) const
{
    if (name().empty())
        return {};
    const auto path = m_session.folder(name()) / ("table." + kind);
    return std::filesystem::exists(path) ? path : std::filesystem::path();
}

void SweepsPage::openRow(std::size_t row)
{
    const auto& runs = m_table.rows.at(row).runs;
    const auto done = std::find_if(runs.begin(), runs.end(), [](const SweepRunResult& run) {
        return run.state == RunState::Done;
    });
    const SweepRunResult& run = done == runs.end() ? runs.front() : *done;
    const RunFolder folder{m_session.folder(name()) / run.run};
    if (run.state == RunState::Done && std::filesystem::exists(folder.metrics())) {
        Q_EMIT runOpened(QString::fromStdString(folder.path.string()));
        return;
    }
    // A run that has not begun has its configuration beside the run folders.
    const auto waiting = m_session.folder(name()) / "configs" /
                         (std::filesystem::path(run.run).filename().string() + ".json");
    Q_EMIT runRequested(QString::fromStdString(
        (std::filesystem::exists(folder.config()) ? folder.config() : waiting).string()));
}

void SweepsPage::onRunning(bool running)
{
    m_form->setLocked(running);
    m_bar->setVisible(running);
    if (running) {
        m_doneBefore.reset();
        m_bar->setRange(0, 0);
        m_progress->setText(tr("Looking at what is missing"));
    }
    refresh();
}

void SweepsPage::onProgress(const ProgramProgress& progress)
{
    m_bar->setRange(0, static_cast<int>(progress.total));
    m_bar->setValue(static_cast<int>(progress.done));
    QString text = tr("%1 of %2 runs").arg(progress.done).arg(progress.total);
    if (!m_doneBefore)
        m_doneBefore = progress.done;
    if (progress.done > *m_doneBefore)  // before that nothing is known of how long one takes
        text += tr(", %1 left").arg(formatDuration(progress.secondsLeft));
    m_progress->setText(text);
    if (!m_reading->isActive())
        m_reading->start();
}

void SweepsPage::onFinished(const QString& problem)
{
    showSweep();
    const std::size_t done = m_table.countOf(RunState::Done);
    const std::size_t failed = m_table.countOf(RunState::Failed);
    QString text = tr("%1 of %2 runs done").arg(done).arg(m_table.runCount());
    if (failed > 0)
        text += tr(", %1 failed").arg(failed);
    m_progress->setText(text);
    if (!problem.isEmpty())
        Q_EMIT this->problem(problem);
}

}  // namespace nie
