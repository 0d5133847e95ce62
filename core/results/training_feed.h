#pragma once

#include "core/results/training_observer.h"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace nie {

/// The observer that crosses threads: the training thread fills it, the window's thread empties it
/// some thirty times a second. Step reports are all kept; of the predictions only the newest is.
class TrainingFeed : public TrainingObserver {
public:
    /// What has come since the last drain, in the order of arrival within each list.
    struct Batch {
        std::optional<RunFacts> started;
        /// What earlier batches told of later steps did not happen; the lists below follow it.
        std::optional<std::int64_t> rolledBackTo;
        std::vector<StepReport> steps;
        std::vector<ValidationReport> validations;
        std::vector<TrainingEvent> events;
        std::shared_ptr<const PredictionSnapshot> prediction;
        std::optional<RunOutcome> finished;
        bool empty() const;
    };

    /// Takes everything out. Any thread; never waits longer than one report takes to be appended.
    Batch drain();

    void onStarted(const RunFacts& facts) override;
    void onStep(const StepReport& report) override;
    void onValidation(const ValidationReport& report) override;
    void onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot) override;
    void onEvent(const TrainingEvent& event) override;
    void onRolledBack(std::int64_t step) override;
    void onFinished(const RunOutcome& outcome) override;

private:
    std::mutex m_mutex;
    Batch m_pending;
};

}  // namespace nie
