#pragma once

#include "core/config/json.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// One setting of a training changed while it goes on: "training.learning_rate", 1e-3.
using SettingChange = std::pair<std::string, Json>;

/// How much of its time a training may give to live predictions.
enum class LivePictures {
    Full,     ///< a hundredth, four in a second at the most
    Sparing,  ///< a thousandth, one in two seconds at the most
    None      ///< nothing: none is made
};

/// The reins of a training, held by whoever started it and asked by the Trainer between steps.
/// Pausing interrupts the step that is running: the Trainer drops it, waits here, and does it again
/// from the start when it may go on (its random numbers depend on seed and step alone, so the result
/// is the same as if nothing had happened). All members may be called from any thread.
class TrainingControl {
public:
    explicit TrainingControl(bool startPaused = false);

    void pause();
    void resume();                    ///< without a limit
    void allowSteps(std::int64_t n);  ///< n further steps, then pause
    void allowEpochs(std::int64_t k); ///< until k epochs are done, then pause
    void stop();                      ///< final
    /// Ends the training at its next validation or numbered checkpoint, whichever is first.
    void stopAtCheckpoint();
    void requestCheckpoint() { m_checkpointRequested = true; }
    /// Which sample of the validation set the live prediction shows; negative: none.
    void watchSample(std::int64_t index) { m_watchedSample = index; }
    /// How often it does.
    void setPictures(LivePictures pictures) { m_pictures = pictures; }
    /// Holds from the next step on. Paths that may not be changed are answered by a warning event.
    void change(const std::string& path, const Json& value);
    /// A loss or gradient that is not finite pauses the training instead of ending it.
    void setGuarded(bool guarded) { m_guarded = guarded; }
    /// When it goes on: back to the last good checkpoint, with half the learning rate.
    void requestRollback() { m_rollbackRequested = true; }

    bool isPaused() const;
    bool isStopped() const;
    bool stopsAtCheckpoint() const { return m_stopAtCheckpoint; }
    bool isGuarded() const { return m_guarded; }
    std::int64_t watchedSample() const { return m_watchedSample; }
    LivePictures pictures() const { return m_pictures; }

    // For the Trainer:
    /// Waits while paused. Returns false when stopped.
    bool waitForTurn();
    /// True when waitForTurn() would wait.
    bool wouldWait() const;
    /// Fires on pause and on stop: what a running step and the solver inside it look at.
    std::stop_token interruption() const;
    /// A step is done: uses up one of the allowance.
    void stepDone();
    /// So many epochs are done; pauses when that was what was allowed.
    void epochDone(std::int64_t epoch);
    bool takeCheckpointRequest() { return m_checkpointRequested.exchange(false); }
    bool takeRollbackRequest() { return m_rollbackRequested.exchange(false); }
    /// In the order in which they were asked for.
    std::vector<SettingChange> takeChanges();

private:
    static constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::stop_source m_interruption;
    std::int64_t m_allowance = kUnlimited;  ///< steps that may still be done; 0: paused
    std::int64_t m_lastEpoch = kUnlimited;  ///< pause when it is done
    bool m_stopped = false;
    std::vector<SettingChange> m_changes;
    std::atomic<bool> m_checkpointRequested = false;
    std::atomic<bool> m_rollbackRequested = false;
    std::atomic<bool> m_stopAtCheckpoint = false;
    std::atomic<bool> m_guarded = false;
    std::atomic<std::int64_t> m_watchedSample = -1;
    std::atomic<LivePictures> m_pictures = LivePictures::Full;
};

}  // namespace nie
