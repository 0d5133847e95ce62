#include "app/cli/sweep_request.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/equivalent_command.h"
#include "core/config/sweep_command.h"
#include "core/experiments/experiment_catalog.h"
#include "core/experiments/sweep/sweep_plan.h"

#include <algorithm>
#include <thread>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

/// The content of a file that describes a sweep rather than a run.
std::optional<SweepSpec> sweepIn(const std::string& file)
{
    if (!file.ends_with(".json"))
        return std::nullopt;
    const Json json = parseJson(readFile(file), file);
    if (!json.is_object() || !json.contains("configuration"))
        return std::nullopt;
    return SweepSpec::fromJson(json, file);
}

/// What only an experiment takes, and was given with a sweep that has it already.
bool changesRuns(const SweepRequest& request)
{
    const TrainRequest& run = request.run;
    return !request.vary.empty() || run.epochs || run.steps || run.timeBudget || run.seed ||
           run.threads || !run.device.empty() || !run.model.empty() || !run.dataset.empty() ||
           !run.assignments.empty();
}

SweepSpec storedSweep(const SweepRequest& request, const std::string& file)
{
    if (changesRuns(request))
        throw InputError(file, "this sweep is described already", {},
                         "--random, --seeds and --jobs; with an experiment's name the others");
    const std::optional<SweepSpec> spec = sweepIn(file);
    if (!spec)
        throw InputError(file, "describes no sweep", {}, "configuration, vary, seeds");
    return *spec;
}

/// Built on the shipped experiment where there is one of that name, else on the sweep's own file.
std::string storedCommand(SweepSpec spec, const std::string& file)
{
    spec.config.source.clear();  // a sweep's file is no experiment for the command
    for (const RunConfig& shipped : experimentCatalog())
        if (shipped.experiment == spec.config.experiment)
            return sweepCommand(spec, shipped);
    return "nie sweep " + shellQuoted(file);
}

}  // namespace

void addSweepOptions(CLI::App& command, SweepRequest& request)
{
    command
        .add_option(
            "EXPERIMENT", request.run.experiment,
            "A name from 'nie list', a .json file of a run or a sweep; without one the sweep "
            "of the folder goes on")
        ->type_name("");
    command
        .add_option("--vary", request.vary,
                    "Vary one option; may be repeated. VALUES: 16,32,64  lin:0:1:5  "
                    "log:1e-4:1e-1:4  and with --random also uniform:0:0.5  loguniform:1e-4:0.1  "
                    "choice:adam,adamw")
        ->type_name("PATH=VALUES")
        ->allow_extra_args(false);
    command
        .add_option("--random", request.random,
                    "So many points drawn at random in place of every combination")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command
        .add_option("--seeds", request.seeds,
                    "Runs of every point, with seeds that follow one another (default: 1)")
        ->type_name("K")
        ->check(CLI::PositiveNumber.description(""));
    addRunOptions(command, request.run);
    command
        .add_option("-o,--output", request.folder,
                    "Folder, new or that of a sweep; what is done there already is not done again")
        ->type_name("DIR");
    command.add_option("--jobs", request.jobs, "Trainings side by side (default: one a core)")
        ->type_name("J")
        ->check(CLI::PositiveNumber.description(""));
    command.add_flag("--list", request.list, "Only tell which runs there are");
    command.add_flag("--json", request.json, "Print the table as JSON");
    command.add_flag("--quiet", request.quiet, "No progress");
    command.add_flag("--progress-lines", request.progressLines,
                     "Print one JSON object for every run that starts or ends");
}

RequestedSweep requestedSweep(const SweepRequest& request)
{
    std::string file = request.run.experiment;
    if (file.empty()) {
        file = SweepPlan::specFile(request.folder).string();
        if (request.folder.empty() || !fs::exists(file))
            throw InputError("nie sweep", "nothing is named", {},
                             "a name from 'nie list', a .json file, or -o with a sweep's folder");
    }
    SweepSpec spec;
    const bool stored = sweepIn(file).has_value() || request.run.experiment.empty();
    if (stored) {
        spec = storedSweep(request, file);
    } else {
        spec.config = configure(request.run);
        for (const std::string& assignment : request.vary)
            spec.vary(assignment);
    }
    spec.randomPoints = request.random.value_or(spec.randomPoints);
    spec.seeds = request.seeds.value_or(spec.seeds);
    return {spec, stored ? storedCommand(spec, file)
                         : sweepCommand(spec, findExperiment(request.run.experiment))};
}

std::size_t jobsOf(const SweepRequest& request, const SweepSpec& spec)
{
    if (request.jobs)
        return *request.jobs;
    const auto threads = static_cast<std::size_t>(std::max<std::int64_t>(1, spec.config.threads));
    return std::max<std::size_t>(1, std::thread::hardware_concurrency() / threads);
}

}  // namespace nie::cli
