#pragma once

#include "core/base/error.h"
#include "core/training/adamw.h"
#include "core/training/batch_sampler.h"
#include "core/training/checkpoint_keeper.h"
#include "core/training/early_stopping.h"
#include "core/training/plateau_tracker.h"
#include "core/training/trainer.h"
#include "core/training/training_clock.h"

#include <optional>

namespace nie {

struct SampleBatch;

/// A loss or a gradient is not finite; the weights are those before the step.
class NonFiniteStep : public RunError {
public:
    NonFiniteStep(std::int64_t step, const std::string& what);
};

/// Everything that changes while a Trainer runs. Parts: trainer.cpp (the loop), training_step.cpp
/// (optimiser step), trainer_reports.cpp (validation, live prediction), trainer_checkpoints.cpp
/// (capture, restore, rollback), trainer_changes.cpp (settings changed live).
struct Trainer::State {
    State(TrainingTask givenTask, TrainingOptions givenOptions, std::filesystem::path checkpoints);

    std::int64_t plannedSteps() const;
    double progress() const;
    bool finished() const;
    RunFacts facts() const;
    void waitAtPause(TrainingObserver& observer, TrainingControl& control);
    void turn(TrainingObserver& observer, TrainingControl& control);
    void save(TrainingObserver& observer, TrainingControl& control);
    RunOutcome outcome(RunOutcome::State state, std::string message);
    RunOutcome outcome(const TrainingControl& control);

    // training_step.cpp
    void trainStep(TrainingObserver& observer, std::stop_token stop);
    SampleBatch nextBatch();
    void moveWindow(SampleBatch& batch) const;

    // trainer_reports.cpp
    void validate(TrainingObserver& observer, std::stop_token stop);
    void select(double score, TrainingObserver& observer, ValidationReport& report);
    void showPrediction(TrainingObserver& observer, const TrainingControl& control,
                        std::stop_token stop);

    // trainer_checkpoints.cpp
    Checkpoint capture() const;
    void restore(const Checkpoint& checkpoint, const std::string& source);
    void writeNumbered(TrainingObserver& observer);
    void rollBack(TrainingObserver& observer);

    // trainer_changes.cpp
    void applyChanges(TrainingObserver& observer, TrainingControl& control);
    void change(const std::string& path, const Json& value);

    TrainingTask task;
    TrainingOptions options;
    AdamW optimizer;
    BatchSampler sampler;
    EarlyStopping stopping;
    PlateauTracker plateau;
    CheckpointKeeper keeper;
    std::string dataHash;
    TrainingClock clock;
    double secondsBefore = 0.0;  ///< of training, until the checkpoint that the run goes on from
    std::int64_t step = 0;
    std::int64_t epoch = 0;  ///< of the last step; 0 before the first
    std::int64_t samplesSeen = 0;
    bool validationDue = false;
    Json changes = Json::object();  ///< settings that differ from the configuration, by path
    std::optional<Checkpoint> beginning;  ///< what a rollback takes when nothing is on disk
    std::int64_t lastRollbackTo = -1;
    std::chrono::steady_clock::time_point lastSnapshot{};
    std::chrono::steady_clock::duration snapshotCost{};
    std::int64_t shownSample = -1;
    std::int64_t shownStep = -1;
};

}  // namespace nie
