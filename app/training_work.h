#pragma once

#include "core/config/run_config.h"
#include "core/results/run_evaluation.h"
#include "core/results/training_observer.h"
#include "core/training/training_control.h"

#include <filesystem>
#include <stop_token>

namespace nie {

/// One training as a session runs it: prepared, trained and scored on one thread, in this order.
/// Every member throws what the core throws; Interrupted when its stop token fired.
class TrainingWork {
public:
    virtual ~TrainingWork() = default;

    /// Makes data and model.
    virtual void prepare(std::stop_token stop) = 0;
    /// The run whose folder this goes on with; empty: a new one.
    virtual std::filesystem::path resumedFolder() const { return {}; }
    /// Of a run that goes on, after prepare(): its configuration, and the steps that are done.
    virtual RunConfig resumedConfig() const { return {}; }
    virtual std::int64_t resumedStep() const { return 0; }
    /// Versions, machine, data hash: env.json.
    virtual Json environment() const = 0;
    /// Checkpoints go below the folder.
    virtual RunOutcome train(TrainingObserver& observer, TrainingControl& control,
                             const std::filesystem::path& checkpoints) = 0;
    /// Scores the test samples beside the floors.
    virtual RunEvaluation evaluate(std::stop_token stop) = 0;
};

}  // namespace nie
