#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/progress_bar.h"
#include "app/cli/result_table.h"
#include "app/cli/run_figures.h"
#include "app/cli/train_request.h"
#include "core/base/files.h"
#include "core/experiments/experiment.h"
#include "core/results/evaluation_files.h"
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
    const Experiment trained = Experiment::load(folder.path, {}, keptDatasets(), {});
    RunEvaluation evaluation = trained.evaluate("test", kExamples);
    writeEvaluation(folder, evaluation);
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

/// A run about to be trained: a new one, or one that goes on.
struct PreparedRun {
    RunFolder folder;
    Experiment experiment;
    std::unique_ptr<Trainer> trainer;
    std::unique_ptr<RunRecorder> recorder;
};

PreparedRun prepareNew(const TrainRequest& request, const std::stop_token& stop)
{
    const RunConfig config = configure(request);
    const RunFolder folder{request.folder.empty()
                               ? RunFolder::firstFree("runs/" + config.experiment)
                               : std::filesystem::path(request.folder)};
    folder.requireFree();
    PreparedRun run{folder, Experiment::prepare(config, keptDatasets(), stop), {}, {}};
    run.trainer = run.experiment.makeTrainer(folder.checkpoints());
    Json environment = describeEnvironment(run.experiment);
    environment["program"].update(drawingVersions());
    run.recorder = std::make_unique<RunRecorder>(folder, config, environment);
    return run;
}

PreparedRun prepareResumed(const TrainRequest& request, const std::stop_token& stop)
{
    const RunFolder folder{request.resume};
    PreparedRun run{
        folder,
        Experiment::resume(folder.path, changesOf(request), keptDatasets(), stop),
        {},
        {}};
    run.trainer = run.experiment.makeTrainer(folder.checkpoints());
    run.recorder =
        std::make_unique<RunRecorder>(folder, run.experiment.config(), run.trainer->step());
    return run;
}

int runTraining(const TrainRequest& request)
{
    std::stop_source preparation;
    TrainingControl control;
    const InterruptWatch watch([&preparation, &control] {
        preparation.request_stop();
        control.stop();
    });
    const PreparedRun run = request.resume.empty()
                                ? prepareNew(request, preparation.get_token())
                                : prepareResumed(request, preparation.get_token());
    const RunOutcome outcome = train(*run.trainer, control, *run.recorder, request.quiet);

    // Who interrupts does not want to wait for an evaluation.
    std::optional<RunEvaluation> evaluation;
    if (outcome.state != RunOutcome::State::Stopped)
        evaluation = evaluateRun(run.folder, !request.noFigures);
    if (request.json) {
        const Json json = {{"run", run.folder.path.string()},
                           {"outcome", outcomeToJson(outcome)},
                           {"evaluation", evaluation ? evaluationToJson(*evaluation) : Json()}};
        fmt::print("{}\n", json.dump(2));
    } else {
        printOutcome(run.folder, outcome, evaluation);
    }
    return 0;
}

}  // namespace

void addTrainCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("train", "Train an experiment, evaluate it, draw its figures");
    const auto request = std::make_shared<TrainRequest>();
    addTrainOptions(*command, *request);
    command->footer("Ctrl-C stops at the next safe point: the final checkpoint is written, the "
                    "exit code is 0.\n"
                    "A second Ctrl-C ends the program at once.\n\n"
                    "Examples:\n"
                    "  nie train spirals\n"
                    "  nie train spirals --time-budget 60 --threads 1 --seed 1 -o runs/a\n"
                    "  nie train spirals --steps 200 --set training.learning_rate=1e-3 --set "
                    "dataset.noise=0.1\n"
                    "  nie train runs/a/config.json --seed 2\n"
                    "  nie train --resume runs/a --steps 4000");
    command->callback([request, &chosen] { chosen = [request] { return runTraining(*request); }; });
}

}  // namespace nie::cli
