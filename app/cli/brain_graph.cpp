#include "app/cli/brain_graph.h"

#include "app/cli/brain_connectivity.h"
#include "app/cli/interrupt_watch.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/recorded_windows.h"
#include "core/data/region_places.h"
#include "core/experiments/experiment.h"
#include "core/experiments/region_attention.h"
#include "core/io/npz.h"
#include "core/recordings/recording_connectivity.h"
#include "core/recordings/region_graph.h"
#include "core/results/csv_cell.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

struct GraphRequest {
    fs::path run;
    std::string checkpoint;
    RegionAttentionQuestion question;
    double percent = 5.0;
    fs::path output;  ///< .csv: edges; .npz: both matrices; empty: none
    bool force = false;
    bool json = false;
};

void requireGraphTarget(const GraphRequest& request)
{
    if (request.output.empty())
        return;
    const std::string ending = request.output.extension().string();
    if (ending != ".csv" && ending != ".npz")
        throw InputError("-o " + request.output.string(), "unknown kind of file",
                         "'" + ending + "'", ".csv (edges) or .npz (matrices)");
    if (fs::exists(request.output) && !request.force)
        throw InputError(request.output.string(), "exists", {}, "a new file, or --force");
}

void writeGraph(const fs::path& file, const RegionGraph& graph)
{
    if (file.extension() == ".npz") {
        writeNpz(file, {matrixArray("attention", graph.attention),
                        matrixArray("connectivity", graph.connectivity)});
        return;
    }
    std::string text = "from,to,weight,connectivity\n";
    for (const RegionEdge& edge : graph.edges)
        text += fmt::format("{},{},{:.10g},{:.10g}\n",
                            csvCell(graph.regions[static_cast<std::size_t>(edge.from)]),
                            csvCell(graph.regions[static_cast<std::size_t>(edge.to)]), edge.weight,
                            graph.connectivity(edge.to, edge.from));
    writeFileAtomically(file, text);
}

int drawGraph(const GraphRequest& request)
{
    requireGraphTarget(request);
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const Experiment experiment =
        Experiment::load(request.run, request.checkpoint, keptDatasets(), stop.get_token());
    const RegionAttention attention =
        regionAttention(experiment.task(), request.question, stop.get_token());
    const Dataset& dataset = experiment.dataset();
    const Eigen::MatrixXd connectivity = connectivityOf(recordedPieces(dataset), "pearson").matrix;
    const RegionGraph graph =
        RegionGraph::of(recordedRegions(dataset), attention.matrix, connectivity, request.percent);
    Json json = {
        {"run", request.run.string()},
        {"checkpoint", experiment.checkpointName()},
        {"regions", graph.regions.size()},
        {"samples", attention.samples},
        {"edges", graph.edges.size()},
        {"correlation", std::isfinite(graph.correlation) ? Json(graph.correlation) : Json()}};
    constexpr std::size_t kShown = 10;
    for (std::size_t k = 0; k < std::min(kShown, graph.edges.size()); ++k) {
        const RegionEdge& edge = graph.edges[k];
        json["strongest"].push_back({{"from", graph.regions[static_cast<std::size_t>(edge.from)]},
                                     {"to", graph.regions[static_cast<std::size_t>(edge.to)]},
                                     {"weight", edge.weight}});
    }
    if (!request.output.empty()) {
        writeGraph(request.output, graph);
        json["output"] = request.output.string();
    }
    if (request.json) {
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    fmt::print("{}, {}: {} regions, mean over {} samples\n", request.run.string(),
               experiment.checkpointName(), graph.regions.size(), attention.samples);
    fmt::print("  correlation of attention and connectivity {:.4f}\n", graph.correlation);
    fmt::print("  {} edges, the strongest:\n", graph.edges.size());
    for (const Json& edge : json.at("strongest"))
        fmt::print("  {:.4g}  {} -> {}\n", edge.at("weight").get<double>(),
                   edge.at("from").get<std::string>(), edge.at("to").get<std::string>());
    if (json.contains("output"))
        fmt::print("written: {}\n", request.output.string());
    return 0;
}

}  // namespace

void addBrainGraphCommand(CLI::App& brain, Action& chosen)
{
    CLI::App* command = brain.add_subcommand(
        "graph", "Attention between regions as a directed graph, beside their connectivity");
    const auto request = std::make_shared<GraphRequest>();
    command
        ->add_option("RUN_DIR", request->run,
                     "A run of anie_field on a recording imported with --set layout=field")
        ->type_name("")
        ->required();
    command
        ->add_option("--checkpoint", request->checkpoint,
                     "best, final or step-N (default: best if there is one, else final)")
        ->type_name("NAME");
    command
        ->add_option("--split", request->question.split,
                     "Which samples: test (default), validation or training")
        ->type_name("SET")
        ->check(CLI::IsMember({"test", "validation", "training"}).description(""));
    command
        ->add_option("--samples", request->question.samples,
                     "Samples, spread over the set, that are averaged (default: 8)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_option("--layer", request->question.layer, "From 0 (default: 0)")->type_name("L");
    command->add_option("--head", request->question.head, "From 0 (default: the mean of all)")
        ->type_name("H");
    command
        ->add_option("--percent", request->percent,
                     "Share of the pairs that become edges, strongest first (default: 5)")
        ->type_name("P");
    command
        ->add_option("-o,--output", request->output,
                     "File to write: .csv (edges) or .npz (matrices)")
        ->type_name("FILE");
    command->add_flag("--force", request->force, "Replace the file if there is one");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Example:\n"
                    "  nie brain graph runs/brain --percent 10 -o edges.csv");
    command->callback([request, &chosen] { chosen = [request] { return drawGraph(*request); }; });
}

}  // namespace nie::cli
