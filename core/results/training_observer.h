#pragma once

#include "core/results/prediction_snapshot.h"
#include "core/results/training_reports.h"

#include <memory>

namespace nie {

/// Told by a Trainer what happens, on the thread that trains. Arguments hold no tensors and never
/// change afterwards. The defaults do nothing.
class TrainingObserver {
public:
    virtual ~TrainingObserver() = default;
    virtual void onStarted(const RunFacts&) {}
    virtual void onStep(const StepReport&) {}
    virtual void onValidation(const ValidationReport&) {}
    virtual void onPrediction(std::shared_ptr<const PredictionSnapshot>) {}
    virtual void onEvent(const TrainingEvent&) {}
    /// The training went back to a checkpoint: what was told of later steps did not happen.
    virtual void onRolledBack(std::int64_t) {}
    virtual void onFinished(const RunOutcome&) {}
};

/// Passes everything on to several observers, in order. Does not own them.
class ObserverList : public TrainingObserver {
public:
    void add(TrainingObserver& observer) { m_observers.push_back(&observer); }
    void onStarted(const RunFacts& facts) override;
    void onStep(const StepReport& report) override;
    void onValidation(const ValidationReport& report) override;
    void onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot) override;
    void onEvent(const TrainingEvent& event) override;
    void onRolledBack(std::int64_t step) override;
    void onFinished(const RunOutcome& outcome) override;

private:
    std::vector<TrainingObserver*> m_observers;
};

}  // namespace nie
