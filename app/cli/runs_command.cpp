#include "app/cli/runs_command.h"

#include "app/cli/option_list.h"
#include "app/cli/runs_output.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/equivalent_command.h"
#include "core/experiments/experiment_catalog.h"
#include "core/results/run_folder.h"
#include "core/results/runs/run_catalogue.h"
#include "core/results/runs/run_export.h"
#include "core/results/runs/run_filter.h"

#include <fmt/format.h>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

RunConfig configOf(const fs::path& run)
{
    const fs::path file = RunFolder{run}.config();
    RunFolder{run}.requireRun();
    return RunConfig::fromJson(parseJson(readFile(file), file.string()), file.string());
}

/// Empty for runs of other programs, which have no model that could be trained again.
std::string commandOf(const RunConfig& config, const fs::path& run)
{
    if (!config.model.contains("name"))
        return {};
    const RunConfig* shipped = nullptr;
    for (const RunConfig& known : experimentCatalog())
        if (known.experiment == config.experiment)
            shipped = &known;
    return reproducingCommand(config, shipped, RunFolder{run}.config());
}

/// Of an experiment that this program does not know: none.
OptionDefaults defaultsOf(const RunConfig& config)
{
    OptionDefaults defaults;
    try {
        const Json description = describeExperiment(config);
        for (const Json& option : description.at("options"))
            defaults[option.at("path").get<std::string>()] = option.at("default");
    } catch (const InputError&) {
        return {};
    }
    return defaults;
}

int listRuns(const RunsRequest& request)
{
    std::error_code ignored;
    if (!fs::is_directory(request.root, ignored))
        throw InputError(request.root.string(), "no such folder of runs", {},
                         "--root with a folder of runs");
    std::vector<RunSummary> runs = RunCatalogue(request.root).scan();
    std::erase_if(runs,
                  [&request](const RunSummary& run) { return !matchesFilter(run, request.text); });
    sortRuns(runs, request.sort);
    if (request.json) {
        Json list = Json::array();
        for (const RunSummary& run : runs)
            list.push_back(summaryToJson(run));
        fmt::print("{}\n", list.dump(2));
    } else {
        fmt::print("{}", runsTable(runs));
        for (const RunSummary& run : runs)
            if (!run.problem.empty())
                fmt::print(stderr, "nie: {}\n", run.problem);
    }
    return 0;
}

int showRun(const RunsRequest& request)
{
    const fs::path folder = findRun(request.root, request.run);
    const RunSummary run = RunSummary::read(folder, folder.filename().string());
    const bool readable = run.state != RunState::Damaged;
    const std::string command = readable ? commandOf(configOf(folder), folder) : std::string();
    const Json document = readable ? runDocument(folder) : Json();
    if (request.json) {
        Json json = summaryToJson(run);
        json["command"] = command;
        for (const char* part : {"config", "environment", "outcome", "evaluation"})
            json[part] = readable ? document.at(part) : Json();
        fmt::print("{}\n", json.dump(2));
    } else {
        fmt::print("{}", runText(run, document, command));
    }
    return 0;
}

int diffRuns(const RunsRequest& request)
{
    const RunConfig first = configOf(findRun(request.root, request.runs.at(0)));
    const RunConfig second = configOf(findRun(request.root, request.runs.at(1)));
    const auto differences =
        diffConfigs(first.toJson(), second.toJson(), defaultsOf(first), defaultsOf(second));
    if (request.json)
        fmt::print("{}\n", diffToJson(differences).dump(2));
    else
        fmt::print("{}", diffText(differences, request.runs.at(0), request.runs.at(1)));
    return 0;
}

int printCommand(const RunsRequest& request)
{
    const fs::path folder = findRun(request.root, request.run);
    const std::string command = commandOf(configOf(folder), folder);
    if (command.empty())
        throw InputError(folder.string(), "was not made by this program: no command repeats it");
    fmt::print("{}\n", command);
    return 0;
}

void addLooking(CLI::App& runs, Action& chosen)
{
    const auto listing = std::make_shared<RunsRequest>();
    CLI::App* list = addRunsSubcommand(runs, chosen, "list", "The runs below a folder, one a line",
                                       listing, listRuns);
    list->add_option("FILTER", listing->text,
                     "Only runs with all these words in name, experiment, data set, model, state, "
                     "group, tags or note; KEY:WORD looks in one of them (tag:best, seed:3)")
        ->type_name("");
    list->add_option("--sort", listing->sort,
                     "name, experiment, dataset, model, seed, state, best, mse, r2, steps, time or "
                     "started; -KEY: downwards (default: pinned, then newest first)")
        ->type_name("KEY");
    list->add_flag("--json", listing->json, "Print JSON");

    const auto showing = std::make_shared<RunsRequest>();
    CLI::App* show =
        addRunsSubcommand(runs, chosen, "show", "All that is known of one run", showing, showRun);
    show->add_option("RUN", showing->run, "A run folder, or its name in the list")
        ->type_name("")
        ->required();
    show->add_flag("--json", showing->json, "Print JSON");

    const auto comparing = std::make_shared<RunsRequest>();
    CLI::App* diff = addRunsSubcommand(
        runs, chosen, "diff", "The settings in which two runs differ", comparing, diffRuns);
    diff->add_option("RUNS", comparing->runs, "Two run folders, or names of the list")
        ->type_name("")
        ->required()
        ->expected(2);
    diff->add_flag("--json", comparing->json, "Print JSON");

    const auto repeating = std::make_shared<RunsRequest>();
    CLI::App* command =
        addRunsSubcommand(runs, chosen, "command", "The nie line that gives the same losses",
                          repeating, printCommand);
    command->add_option("RUN", repeating->run, "A run folder, or its name in the list")
        ->type_name("")
        ->required();
}

}  // namespace

CLI::App* addRunsSubcommand(CLI::App& runs, Action& chosen, const char* name,
                            const char* description, std::shared_ptr<RunsRequest> request,
                            int (*work)(const RunsRequest&))
{
    CLI::App* command = runs.add_subcommand(name, description);
    command->add_option("--root", request->root, "Folder of the history (default: runs)")
        ->type_name("DIR");
    command->callback(
        [request, work, &chosen] { chosen = [request, work] { return work(*request); }; });
    return command;
}

void addRunsCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "runs", "The history of runs: list, compare, annotate, export, import, delete");
    command->require_subcommand(1);
    addLooking(*command, chosen);
    addRunsEditing(*command, chosen);
    addRunsExchange(*command, chosen);
    command->footer("Examples:\n"
                    "  nie runs list\n"
                    "  nie runs list anie --sort best\n"
                    "  nie runs diff spirals spirals-2\n"
                    "  nie runs export spirals --format tensorboard -o board\n"
                    "  nie runs command spirals");
}

}  // namespace nie::cli
