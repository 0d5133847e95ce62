#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/job_progress.h"
#include "app/cli/run_figures.h"
#include "app/cli/sweep_request.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/experiments/config_options.h"
#include "core/experiments/sweep/sweep_run.h"
#include "core/results/sweep_figures.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace {

using RunState = SweepRunResult::State;

std::vector<OptionDescription> optionsFor(const RunConfig& config)
{
    return describeConfig(config, builtinDatasets());
}

int listPlan(const SweepPlan& plan, bool json)
{
    Json list = Json::array();
    if (!json)
        fmt::print("Points: {}, seeds: {}, runs: {}\n", plan.points().size(), plan.spec().seeds,
                   plan.runs().size());
    for (const PlannedPoint& point : plan.points())
        for (const std::string& run : point.runs) {
            const std::uint64_t seed = plan.runs().at(run).seed;
            const std::string what = plan.spec().pointText(point.values);
            list.push_back({{"run", run}, {"seed", seed}, {"values", point.values}});
            if (!json)
                fmt::print("  {}  {}{}seed {}\n", run, what, what.empty() ? "" : ", ", seed);
        }
    if (json)
        fmt::print("{}\n", list.dump(2));
    return 0;
}

/// The heat map, or what shows a sweep of other options, as PDF and PNG.
void drawSweep(const SweepTable& table, const SweepPlan& plan)
{
    FigureSpec figure = sweepPicture(table, {});
    if (!canDrawFigures() || figure.panels.empty())
        return;
    figure.provenance = table.provenance;
    drawFigures({{figure, plan.folder() / "figure.pdf"}, {figure, plan.folder() / "figure.png"}});
}

void printResult(const SweepTable& table, const SweepPlan& plan, const SweepRequest& request)
{
    if (request.json) {
        Json json = table.toJson();
        json["folder"] = plan.folder().string();
        fmt::print("{}\n", json.dump(2));
    } else if (!request.progressLines) {
        fmt::print("{}\nWritten to {}\n", table.toMarkdown(), plan.folder().string());
    }
}

int runRequested(const SweepRequest& request)
{
    const RequestedSweep sweep = requestedSweep(request);
    const SweepPlan plan(sweep.spec, optionsFor, request.folder);
    if (request.list)
        return listPlan(plan, request.json);
    if (request.folder.empty())
        throw InputError("nie sweep", "no folder is named", {}, "-o DIR");
    requireSweepFolder(plan.folder());

    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const std::size_t jobs = jobsOf(request, sweep.spec);
    const SweepOptions options{currentProgram(), jobs,
                               provenanceOf(sweep.command + " -o " + plan.folder().string(), jobs)};
    const JobReport how = request.progressLines ? JobReport::Lines
                          : request.quiet       ? JobReport::Nothing
                                                : JobReport::People;
    try {
        const SweepTable table = runSweep(
            plan, options, [how](const JobProgress& step) { reportJob(step, how); },
            stop.get_token());
        drawSweep(table, plan);
        printResult(table, plan, request);
        const std::size_t failed = table.countOf(RunState::Failed);
        if (failed > 0)
            fmt::print(stderr, "nie: {} of {} runs failed; the table names the reasons\n", failed,
                       table.runCount());
        return table.countOf(RunState::Done) > 0 ? 0 : 1;
    } catch (const Interrupted&) {
        const std::size_t done = SweepCollector(plan).table().countOf(RunState::Done);
        fmt::print(stderr, "nie: stopped with {} of {} runs done; the same command goes on\n", done,
                   plan.runs().size());
        return 0;
    }
}

}  // namespace

void addSweepCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "sweep", "Train over a grid or at random, over seeds: table, heat map");
    const auto request = std::make_shared<SweepRequest>();
    addSweepOptions(*command, *request);
    command->footer(
        "Every run is a run folder of its own; a run that fails is a row with its message. Ctrl-C\n"
        "stops at the next safe point; the same command goes on, and so does 'nie sweep -o DIR'.\n"
        "The seed is the first one of every point and decides what is drawn. 'nie info "
        "EXPERIMENT'\n"
        "lists the options; model.name=anie,lstm compares models.\n\n"
        "Examples:\n"
        "  nie sweep spirals --seeds 5 --time-budget 60 -o sweeps/seeds\n"
        "  nie sweep spirals --vary training.learning_rate=log:1e-4:1e-1:4 \\\n"
        "      --vary model.width=16,32,64 --steps 500 -o sweeps/rate-width\n"
        "  nie sweep spirals --random 20 --vary training.learning_rate=loguniform:1e-4:1e-1 \\\n"
        "      --vary training.weight_decay=uniform:0:0.01 --time-budget 30 -o sweeps/random\n"
        "  nie sweep -o sweeps/random");
    command->callback(
        [request, &chosen] { chosen = [request] { return runRequested(*request); }; });
}

}  // namespace nie::cli
