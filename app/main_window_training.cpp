// What the window does with the training session: shows it, closes with it, mends and recovers it.
#include "app/live_settings.h"
#include "app/main_window.h"
#include "app/panels/close_question.h"
#include "app/panels/fields_page.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/loss_panel.h"
#include "app/panels/message_banner.h"
#include "app/panels/session_status_bar.h"
#include "app/panels/train_page.h"
#include "core/config/resumed_config.h"
#include "core/results/checkpoint_list.h"
#include "widgets/curves/curve_plot.h"

#include <QCloseEvent>

namespace nie {

namespace fs = std::filesystem;

void MainWindow::connectSession()
{
    connect(&m_session, &TrainingSession::stateChanged, this, &MainWindow::onState);
    connect(&m_session, &TrainingSession::batchReady, this, &MainWindow::onBatch);
    connect(&m_session, &TrainingSession::finished, this, &MainWindow::onFinished);
    connect(&m_session, &TrainingSession::failed, this, &MainWindow::onFailed);
    connect(&m_session, &TrainingSession::nonFinite, this, &MainWindow::onNonFinite);
    connect(m_loss, &LossPanel::stepChosen, this, &MainWindow::openCheckpoint);
    connect(&m_checkpointReader, &BackgroundWorker::failed, this,
            [this](const QString& problem) { showMessage(MessageKind::Error, problem); });
    m_live = new LiveSettings(m_draft, *m_engine, m_session, this);
    connect(&m_session, &TrainingSession::evaluated, this, &MainWindow::onEvaluated);
    connect(&m_draft, &RunDraft::changed, this, [this] {
        updateTitle();
        noteWhatRuns();
        m_actions->refresh();
    });
    connect(&m_loss->plot(), &CurvePlot::followingChanged, this, [this] { m_actions->refresh(); });
    connect(m_inspector, &InspectorPanel::deviceRefused, this,
            [this](const QString& text) { showMessage(MessageKind::Warning, text); });
}

void MainWindow::onState(SessionState state)
{
    if (state == SessionState::Preparing) {
        m_train->clear();
        m_loss->clear();
        m_loss->setTrainingLoss(m_session.config());
        m_status->clearRun();
        m_live->begin();
    }
    m_status->showState(state);
    m_inspector->showState(state);
    updateTitle();
    noteWhatRuns();
    m_actions->refresh();
    if (m_closeWhenIdle && !isTraining(state))
        close();
}

void MainWindow::onBatch(const TrainingFeed::Batch& batch)
{
    const bool firstPicture = batch.prediction && !hasFigure();
    m_train->showBatch(batch);
    m_loss->showBatch(batch);
    m_status->showBatch(batch);
    m_status->showTimes(m_session.timeShares(), batch.finished.has_value());
    if (batch.started)
        m_inspector->showStepsPerEpoch(batch.started->stepsPerEpoch);
    if (firstPicture)
        m_actions->refresh();
}

void MainWindow::onFinished(const RunOutcome& outcome)
{
    const QString folder = QString::fromStdString(m_session.folder().string());
    showMessage(MessageKind::Note,
                tr("Training %1. %2")
                    .arg(QString::fromStdString(stateText(outcome.state)),
                         QString::fromStdString(outcome.message)),
                tr("Run folder: %1").arg(folder));
}

/// A run of the history that was opened meanwhile keeps the page.
void MainWindow::onEvaluated(const RunEvaluation& evaluation)
{
    if (!m_shownRun.isLive())
        return;
    m_train->showEvaluation(evaluation);
    m_loss->showEvaluation(evaluation);
}

void MainWindow::onFailed(const QString& problem)
{
    const QString folder = QString::fromStdString(m_session.folder().string());
    showMessage(MessageKind::Error, problem,
                tr("Command: %1%2")
                    .arg(QString::fromStdString(m_draft.command()),
                         folder.isEmpty() ? QString() : tr("\nRun folder: %1").arg(folder)));
}

/// The training pauses by itself; what is to be done is the user's to say.
void MainWindow::onNonFinite(const QString& message)
{
    const QString sentence = message.left(1).toUpper() + message.mid(1);
    m_banner->showMessage(
        MessageKind::Error,
        tr("%1. The training is paused; the weights are those before this step.").arg(sentence), {},
        {{QStringLiteral("rollBackButton"), tr("Last checkpoint, half the rate"),
          [this] { rollBack(); }},
         {QStringLiteral("stopAfterProblemButton"), tr("Stop"), [this] { m_session.stop(); }}});
}

/// The draft follows, so that the form shows the rate that the training has.
void MainWindow::rollBack()
{
    if (!m_session.rollBack())
        return;
    scaleLearningRate(m_draft, 0.5);
}

bool MainWindow::continueRun(const fs::path& folder, const Json& changes)
{
    if (!isReadyToStart(m_session.state())) {
        showMessage(MessageKind::Warning,
                    tr("A training is under way. Stop it before going on with another run."));
        return false;
    }
    try {
        const RunConfig config = resumedConfig(
            m_engine->findExperiment(RunFolder{folder}.config().string()), changes);
        openConfig(config);
        clearMessage();
        showPage(Page::Train);
        return m_session.start(config, m_engine->resumeWork(folder, changes));
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
        return false;
    }
}

/// Fields stay on show; from any other page the Train page comes up.
void MainWindow::openCheckpoint(std::int64_t step)
{
    const auto nearest = nearestCheckpoint(RunFolder{m_shownRun.folder()}.checkpoints(), step);
    if (m_shownRun.folder().empty() || !nearest) {
        showMessage(MessageKind::Warning,
                    tr("The run has no checkpoint yet. Write one with Session > Checkpoint now, or "
                       "set checkpoint_every before the start."));
        return;
    }
    m_fields->showCheckpoint(nearest->name);
    predictWatched(nearest->name);
    if (page() != Page::Fields)
        showPage(Page::Train);
}

/// The sample that is watched as a checkpoint predicts it, for the Train page.
void MainWindow::predictWatched(const std::string& checkpoint)
{
    m_checkpointReader.start(
        [this, target = PredictionTarget{m_shownRun.folder(), checkpoint, kWatchedSplit,
                                         m_session.watchedSample()}](
            const std::stop_token& stop, const BackgroundWorker::Post&) -> BackgroundWorker::Step {
            const auto prediction = m_engine->predictionOf(target, stop).snapshot;
            return [this, prediction, name = target.checkpoint] {
                m_train->showCheckpoint(prediction, QString::fromStdString(name));
            };
        });
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
    const auto closeAfter = [this, question](auto chosen, bool (TrainingSession::*end)()) {
        connect(question, chosen, this, [this, end] {
            m_closeWhenIdle = true;
            m_runQueue.hold();
            if (!(m_session.*end)() && !isTraining(m_session.state()))
                close();
        });
    };
    closeAfter(&CloseQuestion::stopChosen, &TrainingSession::stop);
    closeAfter(&CloseQuestion::checkpointChosen, &TrainingSession::stopAtCheckpoint);
    closeAfter(&CloseQuestion::discardChosen, &TrainingSession::discard);
    question->open();
}

}  // namespace nie
