#include "core/training/trainer_state.h"

#include <fmt/format.h>

#include <cmath>

namespace nie {

Checkpoint Trainer::State::capture() const
{
    Checkpoint checkpoint;
    checkpoint.parameters = modelState(*task.model);
    checkpoint.optimizer = optimizer.state();
    const SamplerPosition& next = sampler.position();
    checkpoint.state = {
        {"step", step},
        {"epoch", epoch},
        {"samples_seen", samplesSeen},
        {"wall_seconds", clock.seconds()},
        {"optimizer_steps", optimizer.stepCount()},
        {"sampler", {{"epoch", next.epoch}, {"offset", next.offset}}},
        {"random", {{"seed", task.seed}, {"next_step", step + 1}}},
        {"early_stopping", stopping.state()},
        {"scheduler", {{"schedule", options.schedule}, {"plateau", plateau.state()}}},
        {"validation_due", validationDue},
        {"changes", changes},
        {"data_hash", dataHash},
        {"config", task.config},
    };
    return checkpoint;
}

void Trainer::State::restore(const Checkpoint& checkpoint, const std::string& source)
{
    const Json& state = checkpoint.state;
    const auto missing = [&source](const char* key) {
        return InputError(source, fmt::format("state.json: '{}' is missing", key), {},
                          "a checkpoint of a training");
    };
    for (const char* key : {"sampler", "early_stopping", "scheduler", "optimizer_steps", "random"})
        if (!state.contains(key))
            throw missing(key);
    if (state.value("data_hash", dataHash) != dataHash)
        throw InputError(source, "the data are not those of the checkpoint", dataHash,
                         "the content hash " + state.value("data_hash", dataHash));
    loadModelState(*task.model, checkpoint.parameters, source + "/model.safetensors");
    optimizer.loadState(checkpoint.optimizer, state.at("optimizer_steps").get<std::int64_t>(),
                        source + "/optimizer.safetensors");
    step = state.at("step").get<std::int64_t>();
    epoch = state.value("epoch", std::int64_t(0));
    samplesSeen = state.value("samples_seen", std::int64_t(0));
    sampler.moveTo({state.at("sampler").value("epoch", std::int64_t(1)),
                    state.at("sampler").value("offset", std::int64_t(0))});
    stopping.restore(state.at("early_stopping"));
    plateau.restore(state.at("scheduler").value("plateau", Json::object()));
    validationDue = state.value("validation_due", false);
    const Json changed = state.value("changes", Json::object());
    for (const auto& [path, value] : changed.items())
        change(path, value);
}

void Trainer::State::writeNumbered(TrainingObserver& observer)
{
    const auto part = clock.enter(TrainingClock::Part::Reporting);
    const std::string name = keeper.writeNumbered(options, capture(), step, clock.seconds());
    observer.onEvent({step, clock.seconds(), "checkpoint", "Wrote checkpoint " + name + "."});
}

/// Back to the newest checkpoint with half the learning rate. When that did not help the last time,
/// to one before it.
void Trainer::State::rollBack(TrainingObserver& observer)
{
    keeper.writeBest(true);
    const bool again = lastRollbackTo >= 0 && step - lastRollbackTo < sampler.stepsPerEpoch();
    const auto path = keeper.newest(again ? lastRollbackTo - 1 : step);
    if (!path && !beginning)
        return;
    const double rate = 0.5 * options.learningRate;
    const std::string name = path ? path->filename().string() : "the beginning";
    restore(path ? Checkpoint::read(*path) : *beginning, name);
    lastRollbackTo = step;
    change("training.learning_rate", rate);
    observer.onRolledBack(step);
    observer.onEvent({step, clock.seconds(), "rollback",
                      fmt::format("Back to step {} ({}), learning rate {:g}.", step, name, rate)});
}

}  // namespace nie
