#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/job_progress.h"
#include "app/cli/run_figures.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/paper/paper_figures.h"
#include "core/experiments/paper/reproduction.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <thread>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

struct ReproduceRequest {
    std::vector<std::string> items;
    std::string budget = "laptop";
    std::string folder = "reproduction";
    std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
    bool list = false;
    bool json = false;
    bool quiet = false;
    bool progressLines = false;
};

int listItems(bool json)
{
    Json list = Json::array();
    for (const PaperSpec& item : paperCatalog()) {
        list.push_back({{"name", item.name},
                        {"reference", item.reference},
                        {"title", item.title},
                        {"kind", item.kind == PaperSpec::Kind::Figure ? "figure" : "table"}});
        if (!json)
            fmt::print("{:<16} {}\n", item.name, item.title);
    }
    if (json)
        fmt::print("{}\n", list.dump(2));
    return 0;
}

void drawFigures(const PaperPlan& plan, const Reproduction& result,
                 const ReproductionOptions& options, const std::stop_token& stop)
{
    std::map<std::string, FigureSpec> figures;
    for (const PaperSpec& item : plan.items())
        if (item.kind == PaperSpec::Kind::Figure)
            figures[item.name] = paperFigure(plan, item, keptDatasets(), stop);
    for (const PaperTable& table : result.tables)
        for (const PaperSpec& item : plan.items())
            if (item.sweep && item.name == table.name)
                figures[item.name] = sweepFigure(table);
    std::vector<std::pair<FigureSpec, fs::path>> files;
    for (auto& [name, figure] : figures) {
        figure.provenance = options.provenance;
        for (const char* suffix : {".pdf", ".png"})
            files.emplace_back(figure, plan.folder() / (name + suffix));
    }
    nie::cli::drawFigures(files);
}

int runReproduction(const ReproduceRequest& request)
{
    if (request.list)
        return listItems(request.json);
    if (request.items.empty())
        throw InputError("reproduce", "nothing is named", {}, "table1 ... figure12, or all");
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const PaperPlan plan(findPaperItems(request.items), request.budget, request.folder);
    requireWritable(plan.folder());
    fs::create_directories(plan.folder());
    const ReproductionOptions options{
        currentProgram(), request.jobs,
        provenanceOf(fmt::format("nie reproduce {} --budget {}", fmt::join(request.items, " "),
                                 request.budget),
                     request.jobs)};
    const auto report = [how = request.progressLines ? JobReport::Lines
                               : request.quiet       ? JobReport::Nothing
                                                     : JobReport::People](
                            const JobProgress& progress) { reportJob(progress, how); };
    const Reproduction result = reproduce(plan, options, report, stop.get_token());
    if (canDrawFigures())
        drawFigures(plan, result, options, stop.get_token());
    writeFileAtomically(plan.folder() / "results.md", resultsPage(result, plan.items(), options));
    if (request.json) {
        Json tables = Json::array();
        for (const PaperTable& table : result.tables)
            tables.push_back(table.toJson());
        fmt::print("{}\n", Json{{"folder", plan.folder().string()},
                                {"tables", tables},
                                {"failures", result.failures}}
                               .dump(2));
    } else if (!request.progressLines) {
        for (const PaperTable& table : result.tables)
            fmt::print("{}\n", table.toMarkdown());
        fmt::print("Written to {}\n", plan.folder().string());
    }
    for (const auto& [name, message] : result.failures)
        fmt::print(stderr, "nie: {}: {}\n", name, message);
    return result.failures.empty() ? 0 : 1;
}

}  // namespace

void addReproduceCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "reproduce", "The publication's tables and figures, ours beside the printed");
    const auto request = std::make_shared<ReproduceRequest>();
    command->add_option("ITEM", request->items, "table1 ... table7, figure1 ... figure12, or all")
        ->type_name("");
    command
        ->add_option("--budget", request->budget,
                     "smoke: minutes, to see that it works; laptop (default): an hour on two "
                     "cores; paper: full size, for a GPU")
        ->type_name("BUDGET")
        ->check(CLI::IsMember(kPaperBudgets).description(""));
    command
        ->add_option("-o,--output", request->folder,
                     "Folder; what is done there already is not done again (default: reproduction)")
        ->type_name("DIR");
    command->add_option("--jobs", request->jobs, "Trainings side by side (default: one a core)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_flag("--list", request->list, "What there is");
    command->add_flag("--json", request->json, "Print the tables as JSON");
    command->add_flag("--quiet", request->quiet, "No progress");
    command->add_flag("--progress-lines", request->progressLines,
                      "Print one JSON object for every part that starts or ends");
    command->footer("Ctrl-C ends it; the same command goes on where it was.\n\n"
                    "Examples:\n"
                    "  nie reproduce all --budget smoke -o smoke\n"
                    "  nie reproduce table5 figure7\n"
                    "  nie reproduce table3 --budget paper --jobs 1 -o full");
    command->callback(
        [request, &chosen] { chosen = [request] { return runReproduction(*request); }; });
}

}  // namespace nie::cli
