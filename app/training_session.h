#pragma once

#include "app/session_state.h"
#include "app/time_shares.h"
#include "app/training_work.h"
#include "core/config/run_config.h"
#include "core/results/training_feed.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <thread>

namespace nie {

class RunRecorder;

/// Owns the training thread. Everything it signals is signalled on its own (the window's) thread;
/// reports are fetched thirty times a second (less often where pictures are sparing), only
/// beginnings and endings are pushed. Members that ask for a change return false, and change
/// nothing, where the state does not allow it.
class TrainingSession : public QObject {
    Q_OBJECT
public:
    /// Runs are written to folders below `runs`, which is made when needed.
    explicit TrainingSession(std::filesystem::path runs, QObject* parent = nullptr);
    /// Stops the run and waits for its thread.
    ~TrainingSession() override;

    SessionState state() const { return m_state; }
    /// Grows with every start; reports of an earlier run are dropped.
    std::uint64_t runId() const { return m_runId; }
    /// Of the newest run; empty before its first.
    const RunConfig& config() const { return m_config; }
    const std::filesystem::path& folder() const { return m_folder; }
    /// Of the newest run, earlier sessions' included.
    std::int64_t stepsDone() const { return m_stepsDone; }
    std::int64_t watchedSample() const { return m_watchedSample; }
    /// Of the newest run, since it was started in this session.
    TimeShares::Parts timeShares() const;
    const std::filesystem::path& runsRoot() const { return m_runs; }

    /// Starts a run, or goes on with the one that the work says; `firstSteps` > 0: does so many
    /// steps, then pauses.
    bool start(const RunConfig& config, std::unique_ptr<TrainingWork> work,
               std::int64_t firstSteps = 0);
    bool pause();
    bool resume();
    /// So many further steps, then pause. Steps asked for while others still run are added.
    bool step(std::int64_t count);
    /// Until so many epochs are done, then pause; not fewer than are done already.
    bool runToEpoch(std::int64_t epoch);
    bool stop();
    /// Ends the training at its next validation or numbered checkpoint.
    bool stopAtCheckpoint();
    /// Stops, and moves the run's folder to the trash below the runs' root.
    bool discard();
    bool requestCheckpoint();
    /// Changes one setting of the running training, "training.learning_rate": from its next step on.
    bool changeSetting(const std::string& path, const Json& value);
    /// Writes a line of text among the run's events, at the step that is reached. Throws RunError
    /// when the disk refuses.
    bool addNote(const QString& text);
    /// After nonFinite(): back to the last good checkpoint with half the learning rate, and on.
    bool rollBack();
    /// Which validation sample the live prediction shows.
    void watchSample(std::int64_t index);
    /// How much drawing may take of this run and those after it: how often predictions are made,
    /// and how often reports are fetched while nobody waits for them.
    void setLivePictures(LivePictures pictures);
    LivePictures livePictures() const { return m_pictures; }

Q_SIGNALS:
    void stateChanged(nie::SessionState state);
    void livePicturesChanged(nie::LivePictures pictures);
    /// Data and model are made, the run folder exists.
    void started(const QString& folder);
    void batchReady(const nie::TrainingFeed::Batch& batch);
    /// Training has ended; the last batch came before.
    void finished(const nie::RunOutcome& outcome);
    void evaluated(const nie::RunEvaluation& evaluation);
    /// A loss or a gradient was not finite: the training is about to pause. What, where, when.
    void nonFinite(const QString& message);
    /// A readable message of what went wrong.
    void failed(const QString& message);

private:
    struct Run;

    static void runOnThread(TrainingSession* session, const std::shared_ptr<Run>& run);
    static std::unique_ptr<RunRecorder> openFolder(Run& run);
    static void carryOut(TrainingSession* session, Run& run);
    /// In training_session_run.h.
    template <class Function>
    void post(std::uint64_t id, Function function);
    void setState(SessionState state);
    void beginRunning(const std::filesystem::path& folder, const RunConfig& config);
    void throwAway();
    void endTraining(const RunOutcome& outcome);
    void endRun(const QString& problem);
    void drainFeed();
    void enterPause();
    void updatePace();

    std::filesystem::path m_runs;
    SessionState m_state = SessionState::Idle;
    std::uint64_t m_runId = 0;
    RunConfig m_config;
    std::filesystem::path m_folder;
    std::int64_t m_watchedSample = 0;
    LivePictures m_pictures = LivePictures::Full;
    std::int64_t m_stepsDone = 0;
    std::int64_t m_queuedSteps = 0;  ///< asked for while earlier ones were still running
    bool m_limited = false;          ///< running towards a pause
    bool m_discarded = false;
    std::shared_ptr<Run> m_run;
    std::jthread m_thread;
    QTimer m_drainTimer;
};

}  // namespace nie
