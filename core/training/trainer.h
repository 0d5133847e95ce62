#pragma once

#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/results/training_observer.h"
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
};

/// Trains a model. Synchronous: returns when the run has ended. Step k draws all its random numbers
/// from (seed, k), so a run is decided by its configuration and a step can be repeated.
class Trainer {
public:
    /// `checkpoints`: folder for best/, final/, step-N/; empty: none are written.
    Trainer(TrainingTask task, TrainingOptions options, std::filesystem::path checkpoints);
    ~Trainer();

    /// Errors are thrown (RunError for a non-finite loss, naming the step); a stop is an outcome.
    RunOutcome run(TrainingObserver& observer, TrainingControl& control);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The learning rate of a step: warm-up, then the schedule. `progress` is the share of the run that
/// is done, 0..1, of steps or of time.
double scheduledRate(const TrainingOptions& options, std::int64_t step, double progress);

}  // namespace nie
