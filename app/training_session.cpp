#include "app/training_session.h"

#include "app/training_session_run.h"
#include "core/base/error.h"
#include "core/results/runs/run_trash.h"

#include <utility>

namespace nie {

namespace {

constexpr int kDrainMilliseconds = 33;  // 30 Hz

/// Between two fetches of a run that nobody waits for.
int drainMilliseconds(LivePictures pictures)
{
    switch (pictures) {
    case LivePictures::Full:
        return kDrainMilliseconds;
    case LivePictures::Sparing:
        return 250;
    case LivePictures::None:
        return 1000;
    }
    return kDrainMilliseconds;
}

}  // namespace

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

TimeShares::Parts TrainingSession::timeShares() const
{
    return m_run ? m_run->shares.parts() : TimeShares::Parts();
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
    m_stepsDone = 0;
    m_limited = firstSteps > 0;
    m_discarded = false;
    m_run = std::make_shared<Run>(++m_runId, config, m_limited);
    m_run->runs = m_runs;
    m_run->work = std::move(work);
    m_run->predecessor = std::move(m_thread);
    m_run->control.watchSample(m_watchedSample);
    m_run->control.setPictures(m_pictures);
    m_run->control.setGuarded(true);
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
    updatePace();
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

bool TrainingSession::runToEpoch(std::int64_t epoch)
{
    if (epoch < 1 || (m_state != SessionState::Paused && m_state != SessionState::Running))
        return false;
    m_limited = true;
    updatePace();
    m_run->control.allowEpochs(epoch);
    if (m_state == SessionState::Paused)
        setState(SessionState::Running);
    return true;
}

bool TrainingSession::stopAtCheckpoint()
{
    if (m_state == SessionState::Paused || m_state == SessionState::Pausing)
        setState(SessionState::Running);
    if (m_state != SessionState::Running)
        return false;
    m_limited = false;
    m_run->control.stopAtCheckpoint();
    return true;
}

bool TrainingSession::discard()
{
    if (!isTraining(m_state))
        return false;
    m_discarded = true;
    m_run->abandon();
    if (m_state != SessionState::Stopping)
        setState(SessionState::Stopping);
    return true;
}

bool TrainingSession::changeSetting(const std::string& path, const Json& value)
{
    if (!isTraining(m_state) || m_state == SessionState::Stopping)
        return false;
    m_run->control.change(path, value);
    return true;
}

bool TrainingSession::addNote(const QString& text)
{
    using enum SessionState;
    const bool takesNotes = m_state == Running || m_state == Pausing || m_state == Paused;
    if (!takesNotes || !m_run->notes.add(text.simplified().toStdString()))
        return false;
    drainFeed();  // while it is paused nothing else comes to show it
    return true;
}

bool TrainingSession::rollBack()
{
    if (m_state != SessionState::Paused)
        return false;
    m_run->control.requestRollback();
    return resume();
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

void TrainingSession::setLivePictures(LivePictures pictures)
{
    m_pictures = pictures;
    if (m_run)
        m_run->control.setPictures(pictures);
    updatePace();
    Q_EMIT livePicturesChanged(pictures);
}

/// A pause is met by fetching, too: whoever waits for one does not wait longer.
void TrainingSession::updatePace()
{
    const bool unlimited = m_state == SessionState::Running && !m_limited;
    m_drainTimer.setInterval(unlimited ? drainMilliseconds(m_pictures) : kDrainMilliseconds);
}

void TrainingSession::setState(SessionState state)
{
    Q_ASSERT(isLegalTransition(m_state, state));
    m_state = state;
    updatePace();
    Q_EMIT stateChanged(state);
}

void TrainingSession::beginRunning(const std::filesystem::path& folder, const RunConfig& config)
{
    m_folder = folder;
    m_config = config;
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
    if (m_discarded)
        throwAway();
    if (!problem.isEmpty()) {
        setState(SessionState::Failed);
        Q_EMIT failed(problem);
        return;
    }
    setState(m_state == SessionState::Evaluating ? SessionState::Finished : SessionState::Idle);
}

/// A discarded run can still be fetched back from the trash by hand.
void TrainingSession::throwAway()
{
    if (m_folder.empty())
        return;
    try {
        RunTrash(m_runs).discard(m_folder);
        m_folder.clear();
    } catch (const Error&) {
        // The disk refused, or the run stands elsewhere: it stays where it is.
    }
}

void TrainingSession::drainFeed()
{
    const TrainingFeed::Batch batch = m_run->feed.drain();
    if (batch.empty())
        return;
    if (batch.rolledBackTo)
        m_stepsDone = *batch.rolledBackTo;
    if (!batch.steps.empty())
        m_stepsDone = batch.steps.back().step;
    Q_EMIT batchReady(batch);
    for (const TrainingEvent& event : batch.events) {
        if (event.kind == "paused")
            enterPause();
        if (event.kind == "non_finite")
            Q_EMIT nonFinite(QString::fromStdString(event.text));
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
