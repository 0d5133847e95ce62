#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/progress_bar.h"
#include "app/cli/result_table.h"
#include "app/cli/run_figures.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/results/run_folder.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <optional>
#include <unistd.h>

namespace nie::cli {

namespace {

constexpr std::int64_t kExamples = 3;  // samples in the figure

struct TrainRequest {
    std::string experiment;
    std::optional<std::int64_t> epochs;
    std::optional<std::int64_t> steps;
    std::optional<double> timeBudget;
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> threads;
    std::string device;
    std::string model;
    std::vector<std::string> assignments;
    std::string folder;
    bool json = false;
    bool quiet = false;
    bool figures = true;
};

/// The experiment with what the command line changes. A limit given there replaces all limits.
RunConfig configure(const TrainRequest& request)
{
    RunConfig config = findExperiment(request.experiment);
    if (!request.model.empty() && request.model != config.model.value("name", Json()))
        config.model = {{"name", request.model}};
    std::vector<std::string> assignments = request.assignments;
    if (request.epochs || request.steps || request.timeBudget)
        for (const std::string& limit :
             {fmt::format("training.epochs={}", request.epochs.value_or(0)),
              fmt::format("training.steps={}", request.steps.value_or(0)),
              fmt::format("training.time_budget={}", request.timeBudget.value_or(0.0))})
            assignments.push_back(limit);
    if (request.seed)
        assignments.push_back(fmt::format("seed={}", *request.seed));
    if (request.threads)
        assignments.push_back(fmt::format("threads={}", *request.threads));
    if (!request.device.empty())
        assignments.push_back("device=" + request.device);
    for (const std::string& assignment : assignments)
        config.set(assignment);
    for (const std::string& assignment : request.assignments)
        config.source += " with --set " + assignment;
    return config;
}

/// Trains into the folder; the outcome of a failure is recorded, too.
RunOutcome train(Trainer& trainer, TrainingControl& control, RunRecorder& recorder, bool quiet)
{
    ProgressBar progress(stderr, isatty(STDERR_FILENO) == 1);
    ObserverList observers;
    observers.add(recorder);
    if (!quiet)
        observers.add(progress);
    try {
        return trainer.run(observers, control);
    } catch (const std::exception& error) {
        RunOutcome failure;
        failure.state = RunOutcome::State::Failed;
        failure.message = error.what();
        recorder.onFinished(failure);
        throw;
    }
}

RunEvaluation evaluateRun(const RunFolder& folder, bool withFigures)
{
    const Experiment trained = Experiment::load(folder.path, {}, builtinDatasets(), {});
    RunEvaluation evaluation = trained.evaluate("test", kExamples);
    writeFileAtomically(folder.evaluation(), evaluationToJson(evaluation).dump(2) + "\n");
    if (withFigures)
        drawRunFigures(folder, trained.config(), evaluation);
    return evaluation;
}

void printOutcome(const RunFolder& folder, const RunOutcome& outcome,
                  const std::optional<RunEvaluation>& evaluation)
{
    fmt::print("{}: {} {} steps, {} epochs in {}.\n", stateText(outcome.state), outcome.message,
               outcome.steps, outcome.epochs, durationText(outcome.seconds));
    if (evaluation)
        fmt::print("{}", resultTable(*evaluation));
    else
        fmt::print("Not evaluated; nie evaluate {} does it.\n", folder.path.string());
    fmt::print("Run folder: {}\n", folder.path.string());
}

int runTraining(const TrainRequest& request)
{
    const RunConfig config = configure(request);
    const RunFolder folder{request.folder.empty()
                               ? RunFolder::firstFree("runs/" + config.experiment)
                               : std::filesystem::path(request.folder)};
    folder.requireFree();

    std::stop_source preparation;
    TrainingControl control;
    const InterruptWatch watch([&preparation, &control] {
        preparation.request_stop();
        control.stop();
    });
    const Experiment experiment =
        Experiment::prepare(config, builtinDatasets(), preparation.get_token());
    const auto trainer = experiment.makeTrainer(folder.checkpoints());
    RunRecorder recorder(folder, config, describeEnvironment(experiment));
    const RunOutcome outcome = train(*trainer, control, recorder, request.quiet);

    // Who interrupts does not want to wait for an evaluation.
    std::optional<RunEvaluation> evaluation;
    if (outcome.state != RunOutcome::State::Stopped)
        evaluation = evaluateRun(folder, request.figures);
    if (request.json) {
        const Json json = {{"run", folder.path.string()},
                           {"outcome", outcomeToJson(outcome)},
                           {"evaluation", evaluation ? evaluationToJson(*evaluation) : Json()}};
        fmt::print("{}\n", json.dump(2));
    } else {
        printOutcome(folder, outcome, evaluation);
    }
    return 0;
}

void addLimits(CLI::App& command, TrainRequest& request)
{
    CLI::Option* epochs =
        command.add_option("--epochs", request.epochs, "Passes over the training samples");
    CLI::Option* steps = command.add_option("--steps", request.steps, "Optimiser steps");
    CLI::Option* budget =
        command.add_option("--time-budget", request.timeBudget, "Training time in seconds");
    epochs->check(CLI::PositiveNumber)->excludes(steps)->excludes(budget);
    steps->check(CLI::PositiveNumber)->excludes(budget);
    budget->check(CLI::PositiveNumber);
}

}  // namespace

void addTrainCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("train", "Train an experiment, evaluate it, draw its figures");
    const auto request = std::make_shared<TrainRequest>();
    command
        ->add_option("EXPERIMENT", request->experiment, "A name from 'nie list', or a .json file")
        ->required();
    addLimits(*command, *request);
    command
        ->add_option("--seed", request->seed, "Decides data, split, weights and every random step")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--threads", request->threads, "Threads that compute")
        ->check(CLI::PositiveNumber);
    command->add_option("--device", request->device, "Where it computes")
        ->check(CLI::IsMember({"cpu", "cuda"}));
    command->add_option("--model", request->model, "Another model, with its default options");
    command
        ->add_option(
            "--set", request->assignments,
            "Set one option, path=value; may be repeated ('nie info EXPERIMENT' lists them)")
        ->allow_extra_args(false);
    command->add_option("-o,--output", request->folder,
                        "Run folder, new or empty (default: runs/EXPERIMENT, numbered on)");
    command->add_flag("--json", request->json, "Print outcome and evaluation as JSON");
    command->add_flag("--quiet", request->quiet, "No progress");
    command->add_flag("!--no-figures", request->figures, "Do not draw figures");
    command->footer("Ctrl-C stops at the next safe point: the final checkpoint is written, the "
                    "exit code is 0.\n"
                    "A second Ctrl-C ends the program at once.\n\n"
                    "Examples:\n"
                    "  nie train spirals\n"
                    "  nie train spirals --time-budget 60 --threads 1 --seed 1 -o runs/a\n"
                    "  nie train spirals --steps 200 --set training.learning_rate=1e-3 --set "
                    "dataset.noise=0.1\n"
                    "  nie train runs/a/config.json --seed 2");
    command->callback([request, &chosen] { chosen = [request] { return runTraining(*request); }; });
}

}  // namespace nie::cli
