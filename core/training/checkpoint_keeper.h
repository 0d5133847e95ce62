#pragma once

#include "core/training/checkpoint.h"
#include "core/training/training_options.h"

#include <chrono>
#include <functional>
#include <optional>

namespace nie {

/// The checkpoints of a run: which are due, where they go, which of them stay. Names:
///
///     best          the least selection score so far
///     step-000120   every so many steps or minutes, or on request; the newest stay
///     last          autosave, from which a killed run goes on
///     final         the end of the run
///
/// Times are seconds of training. Without a folder nothing is due and nothing is written.
class CheckpointKeeper {
public:
    explicit CheckpointKeeper(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    bool isOn() const { return !m_folder.empty(); }
    const std::filesystem::path& folder() const { return m_folder; }
    /// A run that goes on counts from here.
    void start(double seconds) { m_lastNumbered = seconds; }

    bool numberedIsDue(const TrainingOptions& options, std::int64_t step, double seconds) const;
    /// Returns its name. What exceeds options.keepCheckpoints goes, the oldest first.
    std::string writeNumbered(const TrainingOptions& options, const Checkpoint& checkpoint,
                              std::int64_t step, double seconds);

    bool autosaveIsDue(const TrainingOptions& options) const;
    void autosave(const Checkpoint& checkpoint);

    /// Keeps it in memory; writeBest() brings it to disk, at most every two seconds unless `now`.
    void holdBest(Checkpoint checkpoint) { m_best = std::move(checkpoint); }
    void writeBest(bool now);

    /// The end: `last` is not needed any more.
    void writeFinal(const Checkpoint& checkpoint);

    /// The newest checkpoint on disk at or before a step; nothing when there is none.
    std::optional<std::filesystem::path> newest(std::int64_t latestStep) const;

private:
    using Clock = std::chrono::steady_clock;

    void prune(std::int64_t keep) const;

    std::filesystem::path m_folder;
    double m_lastNumbered = 0.0;
    std::optional<Checkpoint> m_best;
    Clock::time_point m_lastBest{};
    Clock::time_point m_lastAutosave = Clock::now();
    Clock::duration m_autosaveCost{};
};

}  // namespace nie
