#pragma once

#include "core/results/training_observer.h"

#include <mutex>
#include <string>

namespace nie {

/// Passes on what a training tells, and between two of its reports what a person notes meanwhile:
/// an event of kind "note" at the step that is reached. Notes may come from any thread.
class TrainingNotes : public TrainingObserver {
public:
    /// Where everything goes from now on; null: nowhere.
    void setTarget(TrainingObserver* target);
    /// False: there is no training, or it has ended. Throws what the target throws.
    bool add(const std::string& text);

    void onStarted(const RunFacts& facts) override;
    void onStep(const StepReport& report) override;
    void onValidation(const ValidationReport& report) override;
    void onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot) override;
    void onEvent(const TrainingEvent& event) override;
    void onRolledBack(std::int64_t step) override;
    void onFinished(const RunOutcome& outcome) override;

private:
    std::mutex m_mutex;
    TrainingObserver* m_target = nullptr;
    std::int64_t m_step = 0;
    double m_wallSeconds = 0.0;
};

}  // namespace nie
