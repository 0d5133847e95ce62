#include "app/cli/train_request.h"

#include "core/base/error.h"
#include "core/experiments/experiment_catalog.h"
#include "core/io/shipped_samples.h"

#include <fmt/format.h>

#include <filesystem>

namespace nie::cli {

namespace {

/// Refuses other numbers in words that name the bound.
CLI::Validator numberFrom(double minimum, bool excluded)
{
    const std::string allowed = fmt::format("a number {} {}", excluded ? ">" : ">=", minimum);
    const auto check = [minimum, excluded, allowed](const std::string& text) {
        double value = 0.0;
        const bool good = CLI::detail::lexical_cast(text, value) &&
                          (excluded ? value > minimum : value >= minimum);
        return good ? std::string() : fmt::format("found {}; allowed: {}", text, allowed);
    };
    return CLI::Validator(check, "");
}

void addLimits(CLI::App& command, TrainRequest& request)
{
    CLI::Option* epochs =
        command.add_option("--epochs", request.epochs, "Passes over the training samples");
    CLI::Option* steps = command.add_option("--steps", request.steps, "Optimiser steps");
    CLI::Option* budget =
        command.add_option("--time-budget", request.timeBudget, "Training time in seconds");
    epochs->type_name("N")->check(numberFrom(0, true))->excludes(steps)->excludes(budget);
    steps->type_name("N")->check(numberFrom(0, true))->excludes(budget);
    budget->type_name("SECONDS")->check(numberFrom(0, true));
}

/// Returns what does not go with a run that is gone on with: all but the device.
std::vector<CLI::Option*> addOverrides(CLI::App& command, TrainRequest& request)
{
    CLI::Option* seed = command.add_option("--seed", request.seed,
                                           "Decides data, split, weights and every random step");
    seed->type_name("S")->check(numberFrom(0, false));
    CLI::Option* threads = command.add_option("--threads", request.threads, "Threads that compute");
    threads->type_name("N")->check(numberFrom(1, false));
    CLI::Option* device =
        command.add_option("--device", request.device, "Where it computes: cpu or cuda");
    device->type_name("DEVICE")->check(CLI::IsMember({"cpu", "cuda"}).description(""));
    CLI::Option* model =
        command.add_option("--model", request.model, "Another model, with its default options");
    model->type_name("NAME");
    CLI::Option* dataset = command.add_option(
        "--dataset", request.dataset,
        "A file in place of the experiment's data: stored by 'nie generate', a sample of "
        "'nie list samples', or arrays");
    dataset->type_name("FILE");
    CLI::Option* set =
        command.add_option("--set", request.assignments,
                           "Set one option; may be repeated ('nie info EXPERIMENT' lists them)");
    set->type_name("PATH=VALUE")->allow_extra_args(false);
    return {seed, threads, model, dataset, set};
}

/// The value in the configuration that --set would have written.
template <class T>
void assign(RunConfig& config, const char* path, const std::optional<T>& value)
{
    if (value)
        config.set(fmt::format("{}={}", path, *value));
}

}  // namespace

void addTrainOptions(CLI::App& command, TrainRequest& request)
{
    CLI::Option* experiment =
        command.add_option("EXPERIMENT", request.experiment,
                           "A name from 'nie list', or a .json file");
    experiment->type_name("");
    CLI::Option* resume =
        command.add_option("--resume", request.resume,
                           "Go on with this run from its newest checkpoint, in its folder; --steps, "
                           "--epochs and --time-budget are then totals, --device another place "
                           "to compute");
    resume->type_name("RUN_DIR")->excludes(experiment);
    addLimits(command, request);
    for (CLI::Option* option : addOverrides(command, request))
        resume->excludes(option);
    CLI::Option* output =
        command.add_option("-o,--output", request.folder,
                           "Run folder, new or empty (default: runs/EXPERIMENT, numbered on)");
    output->type_name("RUN_DIR");
    resume->excludes(output);
    command.add_flag("--json", request.json, "Print outcome and evaluation as JSON");
    command.add_flag("--quiet", request.quiet, "No progress");
    command.add_flag("--no-figures", request.noFigures, "Do not draw figures");
}

void addRunOptions(CLI::App& command, TrainRequest& request)
{
    addLimits(command, request);
    addOverrides(command, request);
}

RunConfig configure(const TrainRequest& request)
{
    if (request.experiment.empty())
        throw InputError("nie train", "no experiment is named", {},
                         "a name from 'nie list', a .json file, or --resume RUN_DIR");
    RunConfig config = findExperiment(request.experiment);
    if (!request.model.empty() && request.model != config.model.value("name", Json()))
        config.model = {{"name", request.model}};
    if (!request.dataset.empty()) {
        // Absolute: the run is evaluated from anywhere. A sample keeps its name: it is found anywhere.
        const bool isSample = fileOrSample(request.dataset) != request.dataset;
        const Json split = config.dataset.value("split", Json());
        config.dataset = {{"name", "file"},
                          {"path", isSample ? request.dataset
                                            : std::filesystem::absolute(request.dataset).string()}};
        if (!split.is_null())
            config.dataset["split"] = split;
    }
    for (const std::string& assignment : request.assignments)
        config.set(assignment);
    if (request.epochs || request.steps || request.timeBudget)
        for (const char* limit : {"epochs", "steps", "time_budget"})
            config.training.erase(limit);
    assign(config, "training.epochs", request.epochs);
    assign(config, "training.steps", request.steps);
    assign(config, "training.time_budget", request.timeBudget);
    assign(config, "seed", request.seed);
    assign(config, "threads", request.threads);
    if (!request.device.empty())
        config.set("device=" + request.device);
    for (const std::string& assignment : request.assignments)
        config.source += " with --set " + assignment;
    return config;
}

Json changesOf(const TrainRequest& request)
{
    Json changes = Json::object();
    if (request.epochs)
        changes["epochs"] = *request.epochs;
    if (request.steps)
        changes["steps"] = *request.steps;
    if (request.timeBudget)
        changes["time_budget"] = *request.timeBudget;
    if (!request.device.empty())
        changes["device"] = request.device;
    return changes;
}

}  // namespace nie::cli
