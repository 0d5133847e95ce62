#include "app/training_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"

#include <new>
#include <utility>

namespace nie {

namespace {

constexpr int kDrainMilliseconds = 33;  // 30 Hz

/// LibTorch appends a stack trace to its messages; the first line says what happened.
std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

/// The readable message of the exception being handled; empty for a stop.
std::string describeCurrentException()
{
    try {
        throw;
    } catch (const Interrupted&) {
        return {};
    } catch (const Error& error) {
        return error.what();
    } catch (const std::bad_alloc&) {
        return "Not enough memory for this run; try a smaller batch or fewer samples.";
    } catch (const std::exception& error) {
        return firstLine(error.what());
    } catch (...) {
        return "The run ended for an unknown reason.";
    }
}

/// Notes whether the trainer has told the ending itself.
class EndingObserver : public TrainingObserver {
public:
    void onFinished(const RunOutcome&) override { told = true; }
    bool told = false;
};

}  // namespace

/// What thread and session share of one run.
struct TrainingSession::Run {
    std::uint64_t id = 0;
    RunConfig config;
    std::filesystem::path runs;
    std::unique_ptr<TrainingWork> work;
    TrainingFeed feed;
    TrainingControl control;
    std::stop_source preparation;
    std::stop_source evaluation;
    std::jthread predecessor;  ///< ends before this run begins: one run computes at a time

    Run(std::uint64_t number, RunConfig configuration, bool startPaused)
        : id(number),
          config(std::move(configuration)),
          control(startPaused)
    {}
    /// Ends the training; what it reached is still scored.
    void stop()
    {
        control.stop();
        preparation.request_stop();
    }
    /// Ends everything.
    void abandon()
    {
        stop();
        evaluation.request_stop();
    }
};

TrainingSession::TrainingSession(std::filesystem::path runs, QObject* parent)
    : QObject(parent),
      m_runs(std::move(runs))
{
    m_drainTimer.setInterval(kDrainMilliseconds);
    connect(&m_drainTimer, &QTimer::timeout, this, &TrainingSession::drainFeed);
}

TrainingSession::~TrainingSession()
{
    if (m_run)
        m_run->abandon();
    if (m_thread.joinable())
        m_thread.join();
}

bool TrainingSession::start(const RunConfig& config, std::unique_ptr<TrainingWork> work,
                            std::int64_t firstSteps)
{
    if (!isReadyToStart(m_state))
        return false;
    if (m_run)
        m_run->abandon();
    m_config = config;
    m_folder.clear();
    m_queuedSteps = 0;
    m_limited = firstSteps > 0;
    m_run = std::make_shared<Run>(++m_runId, config, m_limited);
    m_run->runs = m_runs;
    m_run->work = std::move(work);
    m_run->predecessor = std::move(m_thread);
    m_run->control.watchSample(m_watchedSample);
    if (m_limited)
        m_run->control.allowSteps(firstSteps);
    setState(SessionState::Preparing);
    m_thread = std::jthread([this, run = m_run] { runOnThread(this, run); });
    m_drainTimer.start();
    return true;
}

bool TrainingSession::pause()
{
    if (m_state != SessionState::Running)
        return false;
    m_queuedSteps = 0;
    m_run->control.pause();
    setState(SessionState::Pausing);
    return true;
}

bool TrainingSession::resume()
{
    if (m_state != SessionState::Paused && m_state != SessionState::Pausing)
        return false;
    m_limited = false;
    m_run->control.resume();
    setState(SessionState::Running);
    return true;
}

bool TrainingSession::step(std::int64_t count)
{
    if (count < 1)
        return false;
    if (m_state == SessionState::Running && m_limited) {
        m_queuedSteps += count;
        return true;
    }
    if (m_state != SessionState::Paused && m_state != SessionState::Running)
        return false;
    m_limited = true;
    m_run->control.allowSteps(count);
    if (m_state == SessionState::Paused)
        setState(SessionState::Running);
    return true;
}

bool TrainingSession::stop()
{
    using enum SessionState;
    if (m_state == Evaluating) {
        m_run->abandon();
        return true;
    }
    if (!isLegalTransition(m_state, Stopping))
        return false;
    m_run->stop();
    setState(Stopping);
    return true;
}

bool TrainingSession::requestCheckpoint()
{
    if (m_state != SessionState::Running)
        return false;
    m_run->control.requestCheckpoint();
    return true;
}

void TrainingSession::watchSample(std::int64_t index)
{
    m_watchedSample = index;
    if (m_run)
        m_run->control.watchSample(index);
}

template <class Function>
void TrainingSession::post(std::uint64_t id, Function function)
{
    QMetaObject::invokeMethod(this, [this, id, function] {
        if (id == m_runId)
            function();
    });
}

void TrainingSession::runOnThread(TrainingSession* session, const std::shared_ptr<Run>& run)
{
    if (run->predecessor.joinable())
        run->predecessor.join();
    std::string problem;
    try {
        carryOut(session, *run);
    } catch (...) {
        problem = describeCurrentException();
    }
    // Tensors go where they were made: the window's thread has nothing to free.
    run->work.reset();
    session->post(run->id,
                  [session, text = QString::fromStdString(problem)] { session->endRun(text); });
}

void TrainingSession::carryOut(TrainingSession* session, Run& run)
{
    run.work->prepare(run.preparation.get_token());
    if (run.preparation.stop_requested())
        throw Interrupted();
    const std::filesystem::path name = std::filesystem::path(run.config.experiment).filename();
    const RunFolder folder{RunFolder::firstFree(run.runs / (name.empty() ? "run" : name))};
    RunRecorder recorder(folder, run.config, run.work->environment());
    session->post(run.id, [session, path = folder.path] { session->beginRunning(path); });

    ObserverList observers;
    EndingObserver ending;
    observers.add(recorder);
    observers.add(run.feed);
    observers.add(ending);
    RunOutcome outcome;
    try {
        outcome = run.work->train(observers, run.control, folder.checkpoints());
    } catch (...) {
        outcome.state = RunOutcome::State::Failed;
        outcome.message = describeCurrentException();
        if (!ending.told)
            recorder.onFinished(outcome);
        throw;
    }
    if (!ending.told)
        observers.onFinished(outcome);
    if (outcome.state == RunOutcome::State::Failed)
        throw RunError("training", outcome.message);
    session->post(run.id, [session, outcome] { session->endTraining(outcome); });
    if (outcome.steps == 0)
        return;
    const RunEvaluation evaluation = run.work->evaluate(run.evaluation.get_token());
    writeFileAtomically(folder.evaluation(), evaluationToJson(evaluation).dump(2) + "\n");
    session->post(run.id, [session, evaluation] { Q_EMIT session->evaluated(evaluation); });
}

void TrainingSession::setState(SessionState state)
{
    Q_ASSERT(isLegalTransition(m_state, state));
    m_state = state;
    Q_EMIT stateChanged(state);
}

void TrainingSession::beginRunning(const std::filesystem::path& folder)
{
    m_folder = folder;
    Q_EMIT started(QString::fromStdString(folder.string()));
    if (m_state == SessionState::Preparing)
        setState(SessionState::Running);
}

void TrainingSession::endTraining(const RunOutcome& outcome)
{
    drainFeed();
    setState(SessionState::Evaluating);
    Q_EMIT finished(outcome);
}

void TrainingSession::endRun(const QString& problem)
{
    m_drainTimer.stop();
    drainFeed();
    if (!problem.isEmpty()) {
        setState(SessionState::Failed);
        Q_EMIT failed(problem);
        return;
    }
    setState(m_state == SessionState::Evaluating ? SessionState::Finished : SessionState::Idle);
}

void TrainingSession::drainFeed()
{
    const TrainingFeed::Batch batch = m_run->feed.drain();
    if (batch.empty())
        return;
    Q_EMIT batchReady(batch);
    for (const TrainingEvent& event : batch.events) {
        if (event.kind == "paused")
            enterPause();
    }
}

void TrainingSession::enterPause()
{
    const bool waiting = m_state == SessionState::Running || m_state == SessionState::Pausing;
    if (!waiting || !m_run->control.isPaused())
        return;
    if (m_queuedSteps > 0) {
        m_run->control.allowSteps(std::exchange(m_queuedSteps, 0));
        return;
    }
    m_limited = false;
    setState(SessionState::Paused);
}

}  // namespace nie
