#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <stop_token>

namespace nie {

/// The reins of a training, held by whoever started it and asked by the Trainer between steps.
/// Pausing interrupts the step that is running: the Trainer drops it, waits here, and does it again
/// from the start when it may go on (its random numbers depend on seed and step alone, so the result
/// is the same as if nothing had happened). All members may be called from any thread.
class TrainingControl {
public:
    explicit TrainingControl(bool startPaused = false);

    void pause();
    void resume();                     ///< without a limit
    void allowSteps(std::int64_t n);   ///< n further steps, then pause
    void stop();                       ///< final
    void requestCheckpoint() { m_checkpointRequested = true; }
    /// Which sample of the validation set the live prediction shows; negative: none.
    void watchSample(std::int64_t index) { m_watchedSample = index; }

    bool isPaused() const;
    bool isStopped() const;
    std::int64_t watchedSample() const { return m_watchedSample; }

    // For the Trainer:
    /// Waits while paused. Returns false when stopped.
    bool waitForTurn();
    /// True when waitForTurn() would wait.
    bool wouldWait() const;
    /// Fires on pause and on stop: what a running step and the solver inside it look at.
    std::stop_token interruption() const;
    /// A step is done: uses up one of the allowance.
    void stepDone();
    bool takeCheckpointRequest() { return m_checkpointRequested.exchange(false); }

private:
    static constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::stop_source m_interruption;
    std::int64_t m_allowance = kUnlimited;  ///< steps that may still be done; 0: paused
    bool m_stopped = false;
    std::atomic<bool> m_checkpointRequested = false;
    std::atomic<std::int64_t> m_watchedSample = -1;
};

}  // namespace nie
