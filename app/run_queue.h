#pragma once

#include "app/session_state.h"
#include "core/config/run_config.h"
#include "core/results/training_reports.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace nie {

class TrainingSession;

/// A run that waits for its turn, is being trained, or could not be.
struct QueuedRun {
    enum class State { Waiting, Running, Failed };
    std::int64_t id = 0;  ///< of this entry, for as long as the window lives
    RunConfig config;
    RunConfig shipped;  ///< the experiment that it was made from
    State state = State::Waiting;
    QString problem;  ///< why it failed
};

/// Runs that are trained one after another on the session, each as soon as the one before it has
/// ended. What is done leaves the queue, what failed stays with its reason and stops nobody. A run
/// that the user stops holds the queue.
class RunQueue : public QObject {
    Q_OBJECT
public:
    /// Starts a run on the session; false where the session's state does not allow it. Throws where
    /// the run cannot be started.
    using Begin = std::function<bool(const QueuedRun&)>;

    RunQueue(TrainingSession& session, Begin begin, QObject* parent = nullptr);

    /// In the order in which they are shown and started.
    const std::vector<QueuedRun>& runs() const { return m_runs; }
    std::size_t waiting() const;
    /// Held: nothing starts by itself.
    bool isHeld() const { return m_held; }
    /// Whether the next one starts as soon as the run under way has ended.
    bool startsByItself() const;

    /// To the end of the queue. It starts when the session's run has ended, or with goOn().
    void add(const RunConfig& config, const RunConfig& shipped);
    /// To another place among those that wait; false, and nothing is changed, where either is none
    /// of them.
    bool move(std::size_t from, std::size_t to);
    /// All but the one that is being trained.
    bool remove(std::size_t index);
    void hold();
    /// Starts the next now, or as soon as the session is free.
    void goOn();

    /// What waits and what failed; the one being trained has its run folder.
    Json toJson() const;
    /// What toJson() gave, held; entries that cannot be read are left out.
    void restore(const Json& json);

Q_SIGNALS:
    void changed();

private:
    void onState(SessionState state);
    void onFailed(const QString& problem);
    /// The queue's run is no longer trained.
    void release();
    void startNext();
    /// False where it failed: the next one's turn.
    bool start(QueuedRun& run);
    QueuedRun* current();
    bool isWaiting(std::size_t index) const;

    TrainingSession& m_session;
    Begin m_begin;
    std::vector<QueuedRun> m_runs;
    std::int64_t m_lastId = 0;
    std::int64_t m_current = 0;  ///< id of the one being trained; 0: none
    bool m_starting = false;
    bool m_held = false;
    bool m_stopped = false;  ///< the session's run, by the user
};

}  // namespace nie
