// What the window does with runs beside the one that trains: those that wait, those of the history,
// one that was interrupted.
#include "app/crash_report.h"
#include "app/main_window.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/loss_panel.h"
#include "app/panels/message_banner.h"
#include "app/panels/queue_panel.h"
#include "app/panels/session_status_bar.h"
#include "app/panels/train_page.h"
#include "app/run_start.h"
#include "core/base/files.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_presence.h"
#include "widgets/style/number_format.h"

#include <QClipboard>
#include <QGuiApplication>

namespace nie {

namespace fs = std::filesystem;

namespace {

MessageChoice copyOfReport(const QString& report)
{
    return {QStringLiteral("copyCrashReportButton"), QObject::tr("Copy report"),
            [report] { QGuiApplication::clipboard()->setText(report); }};
}

}  // namespace

void MainWindow::connectRunsBeside()
{
    m_inspector->addSection(new QueuePanel(m_runQueue, m_draft));
    connect(&m_runQueue, &RunQueue::changed, m_actions.get(), [this] { m_actions->refresh(); });
    connect(&m_session, &TrainingSession::livePicturesChanged, m_train,
            &TrainPage::setLivePictures);
    connect(&m_reopener, &RunReopener::ready, this, &MainWindow::showReopened);
    connect(&m_reopener, &RunReopener::failed, this,
            [this](const QString& problem) { showMessage(MessageKind::Error, problem); });
    connect(&m_interruptedRuns, &InterruptedRunFinder::found, this, &MainWindow::offerRun);
}

/// The inspector shows the settings of the run that is trained.
bool MainWindow::beginQueued(const QueuedRun& run)
{
    m_engine->describeOptions(run.config);  // throws for what is not known any more
    m_draft.open(run.config, run.shipped);
    return beginRun(m_session, *m_engine, run.config);
}

void MainWindow::showReopened(const ReopenedRun& run)
{
    // Meanwhile something else may have come on show.
    if (isTraining(m_session.state()) || m_shownRun.isLive() || m_shownRun.folder() != run.folder)
        return;
    m_train->clear();
    m_train->setRun(run.folder);
    m_loss->clear();
    m_loss->setTrainingLoss(m_shownRun.config());
    m_status->clearRun();
    m_train->showBatch(run.batch);
    m_loss->showBatch(run.batch);
    if (run.evaluation) {
        m_train->showEvaluation(*run.evaluation);
        m_loss->showEvaluation(*run.evaluation);
    }
    if (!run.problem.isEmpty())
        showMessage(MessageKind::Warning, run.problem);
    // What it predicts, by the checkpoint that was scored, else by the newest.
    const std::int64_t last = run.batch.steps.empty() ? 0 : run.batch.steps.back().step;
    const auto nearest = nearestCheckpoint(RunFolder{run.folder}.checkpoints(),
                                           run.evaluation ? run.evaluation->step : last);
    if (nearest)
        predictWatched(nearest->name);
    m_actions->refresh();
}

void MainWindow::noteWhatRuns()
{
    noteForCrashReport(stateWord(m_session.state()).toStdString() + "; settings: " +
                       (m_draft.isEmpty() ? std::string("none") : m_draft.command()) +
                       "; run folder: " + m_session.folder().string());
}

void MainWindow::offerCrashReport(const fs::path& file)
{
    try {
        m_crashReport = QString::fromStdString(readFile(file));
    } catch (const std::exception&) {
        return;  // gone meanwhile
    }
    m_banner->showMessage(MessageKind::Warning,
                          tr("The program crashed the last time. What is known of it is in %1.")
                              .arg(QString::fromStdString(file.string())),
                          m_crashReport, {copyOfReport(m_crashReport)});
}

void MainWindow::offerRecovery()
{
    m_interruptedRuns.look(m_session.runsRoot());
}

void MainWindow::offerRun(const QString& folder, qint64 step)
{
    const fs::path run = folder.toStdString();
    std::vector<MessageChoice> choices{
        {QStringLiteral("continueRunButton"), tr("Continue"),
         [this, run] { continueRun(run, Json::object()); }},
        {QStringLiteral("dismissRunButton"), tr("Leave it"), [run] { markEnded(RunFolder{run}); }}};
    QString details = tr("Run folder: %1").arg(folder);
    // It takes the place of the message about the crash.
    if (!m_crashReport.isEmpty()) {
        choices.push_back(copyOfReport(m_crashReport));
        details += "\n\n" + m_crashReport;
    }
    m_banner->showMessage(
        MessageKind::Warning,
        tr("The training of %1 was interrupted. It can go on after step %2.")
            .arg(QString::fromStdString(run.filename().string()), formatCount(step)),
        details, choices);
}

}  // namespace nie
