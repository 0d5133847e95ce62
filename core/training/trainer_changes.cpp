#include "core/numerics/fixed_point.h"
#include "core/training/trainer_state.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

constexpr const char* kTraining = "training.";
constexpr const char* kSolver = "model.training_solver.";

/// Reads the options again with one value changed. Throws InputError for a value out of range, an
/// unknown name, or one that is fixed when a run starts.
template <class Options>
void changeOne(Options& options, const std::string& name, const Json& value,
               const std::string& section)
{
    const auto known = describeOptions<Options>();
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&name](const auto& option) { return option.path == name; });
    if (found == known.end() || found->info.changeable == Changeable::BeforeStart)
        throw InputError(section + name, "cannot be changed while a training runs");
    Json present = writeOptions(options);
    present[name] = value;
    options = readOptions<Options>(present, "changed setting",
                                   section.substr(0, section.size() - 1));
}

}  // namespace

void Trainer::State::change(const std::string& path, const Json& value)
{
    if (path.starts_with(kTraining)) {
        changeOne(options, path.substr(std::string(kTraining).size()), value, kTraining);
        sampler.setBatchSize(options.batchSize);
        optimizer.setWeightDecay(options.weightDecay);
    } else {
        FixedPointOptions* solver = task.model->trainingSolver();
        if (!path.starts_with(kSolver) || solver == nullptr)
            throw InputError(path, "cannot be changed while a training runs");
        changeOne(*solver, path.substr(std::string(kSolver).size()), value, kSolver);
    }
    changes[path] = value;
}

void Trainer::State::applyChanges(TrainingObserver& observer, TrainingControl& control)
{
    for (const auto& [path, value] : control.takeChanges()) {
        const std::string name = path.substr(path.find('.') + 1);
        try {
            change(path, value);
            observer.onEvent({step, clock.seconds(),
                              path == "training.learning_rate" ? "learning_rate" : "setting",
                              fmt::format("{} = {}", name, value.dump())});
        } catch (const InputError& problem) {
            observer.onEvent({step, clock.seconds(), "warning", problem.what()});
        }
    }
}

}  // namespace nie
