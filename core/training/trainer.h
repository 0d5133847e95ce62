#pragma once

#include "core/config/json.h"
#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/results/training_observer.h"
#include "core/training/checkpoint.h"
#include "core/training/training_control.h"
#include "core/training/training_options.h"

#include <filesystem>
#include <memory>
#include <string>

namespace nie {

/// What a Trainer works on; the owner keeps the parts alive.
struct TrainingTask {
    std::shared_ptr<const Dataset> dataset;
    Split split;
    std::shared_ptr<Model> model;
    std::string experiment;
    std::string modelName;
    bool anyWindow = false;  ///< the model can be given points anywhere; else it starts with them
    std::uint64_t seed = 1;
    torch::Device device = torch::kCPU;
    std::int64_t threads = 1;
    Json config = Json::object();  ///< of the run, written into its checkpoints
};

/// Trains a model. Synchronous: returns when the run has ended. Step k draws all its random numbers
/// from (seed, k), so a run is decided by its configuration, a step can be repeated, and a run that
/// goes on from a checkpoint is bit for bit the one that was not interrupted (on a CPU).
class Trainer {
public:
    /// `checkpoints`: folder for best/, final/, last/, step-N/; empty: none are written.
    Trainer(TrainingTask task, TrainingOptions options, std::filesystem::path checkpoints);
    ~Trainer();

    /// Goes on from a checkpoint instead of beginning; before run(). `source` names it for messages.
    /// Throws InputError when it is of another model, or its data are others.
    void resumeFrom(const Checkpoint& checkpoint, const std::string& source);
    /// Steps done so far.
    std::int64_t step() const;
    /// Nothing is left to do within the limits.
    bool isFinished() const;

    /// Errors are thrown; a stop is an outcome. A loss or gradient that is not finite is a RunError
    /// that names step and parameter, or a pause when the control is guarded.
    RunOutcome run(TrainingObserver& observer, TrainingControl& control);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace nie
