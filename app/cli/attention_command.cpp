#include "app/cli/attention_files.h"
#include "app/cli/attention_request.h"
#include "app/cli/attention_table.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/experiments/head_ablation.h"
#include "core/results/attention_json.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace {

AttentionRun runOf(const AttentionRequest& request, const Experiment& experiment)
{
    return {std::filesystem::weakly_canonical(request.folder).filename().string(),
            experiment.config().experiment, experiment.config().seed, experiment.checkpointName(),
            experiment.checkpointStep()};
}

AttentionSelection selectionOf(const AttentionRequest& request, const AttentionOrigin& origin)
{
    AttentionSelection selection{.layer = request.layer,
                                 .heads = headsOf(request, origin.heads),
                                 .reverse = request.reverse,
                                 .part = partOf(request),
                                 .merging = mergingOf(request)};
    if (!request.query.empty())
        selection.token = origin.tokens.nearest(pointOf(request.query), "--query");
    if (request.at)
        selection.time = origin.tokens.nearestTime(*request.at);
    return selection;
}

Json queryToJson(const AttentionRequest& request, const AttentionMaps& maps,
                 const AttentionSelection& selection, const std::stop_token& stop)
{
    Json rows = Json::array();
    const auto add = [&](const AttentionMap& row) {
        Json json = {{"layer", row.layer}, {"head", row.head}, {"values", row.values}};
        if (!selection.reverse)
            json["row_scale"] = row.rowScale.front();
        rows.push_back(std::move(json));
    };
    forSelectedBlocks(maps, selection, add, stop);
    return {{"asked", pointOf(request.query)},
            {"nearest", tokenToJson(maps.origin().tokens, *selection.token)},
            {selection.reverse ? "columns" : "rows", rows}};
}

std::string queryText(const AttentionMaps& maps, const AttentionSelection& selection,
                      const std::stop_token& stop)
{
    const AttentionTokens& tokens = maps.origin().tokens;
    std::string text = fmt::format("query: token {}, {}\n", *selection.token,
                                   describeToken(tokens, *selection.token));
    forSelectedBlocks(
        maps, selection, [&](const AttentionMap& row) { text += strongestTokens(row, tokens); },
        stop);
    return text;
}

/// Everything that was asked for, as JSON or text; files are written on the way.
class AttentionReport {
public:
    AttentionReport(const AttentionRequest& request, const Experiment& experiment,
                    const std::stop_token& stop)
        : m_request(request),
          m_stop(stop),
          m_capture(experiment.task(), questionOf(request), stop),
          m_selection(selectionOf(request, m_capture.origin())),
          m_json(attentionFacts(m_capture.origin(), runOf(request, experiment)))
    {
        for (const auto head : m_selection.heads)
            m_capture.requireHead(request.layer, head);
        m_text = describeOrigin(m_capture.origin());
    }

    void addStatistics()
    {
        const AttentionStatistics statistics = m_capture.statistics(m_stop);
        m_json["statistics"] = statisticsToJson(statistics, m_capture.origin());
        m_text += statisticsTable(statistics, m_capture.origin());
    }

    void addSimilarity()
    {
        const HeadSimilarity similarity = m_capture.similarity(m_stop);
        m_json["similarity"] = similarityToJson(similarity);
        m_text += similarityTable(similarity);
    }

    void addQuery()
    {
        m_json["query"] = queryToJson(m_request, m_capture, m_selection, m_stop);
        m_text += queryText(m_capture, m_selection, m_stop);
    }

    void addAblation(const Experiment& experiment)
    {
        const AblationStudy study = ablateHeads(experiment.task(), m_request.split, m_stop);
        m_json["ablation"] = ablationToJson(study);
        m_text += ablationTable(study);
    }

    void writeFile()
    {
        Json facts = m_json;
        facts.erase("statistics");
        facts.erase("similarity");
        facts.erase("ablation");
        facts["layer"] = m_selection.layer;
        facts["selected_heads"] = m_selection.heads;
        if (facts.contains("query"))
            facts["query"].erase(m_selection.reverse ? "columns" : "rows");
        writeAttention(m_capture, m_selection, facts, m_request.file, m_stop);
        m_json["file"] = m_request.file.string();
        m_text += fmt::format("{}: layer {}, head {}\n", m_request.file.string(), m_selection.layer,
                              m_request.head);
    }

    std::string print() const { return m_request.json ? m_json.dump(2) + "\n" : m_text; }

private:
    const AttentionRequest& m_request;
    std::stop_token m_stop;
    AttentionCapture m_capture;
    AttentionSelection m_selection;
    Json m_json;
    std::string m_text;
};

int lookIntoAttention(const AttentionRequest& request)
{
    checkAttentionFile(request.file);
    questionOf(request);
    if (!request.query.empty())
        pointOf(request.query);
    else if (request.reverse)
        throw InputError("--reverse", "needs a token that is attended to", {}, "with --query");
    partOf(request);
    mergingOf(request);
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const Experiment experiment =
        Experiment::load(request.folder, request.checkpoint, keptDatasets(), stop.get_token());
    AttentionReport report(request, experiment, stop.get_token());
    if (request.wantsStatistics())
        report.addStatistics();
    if (request.similarity)
        report.addSimilarity();
    if (!request.query.empty())
        report.addQuery();
    if (request.ablate)
        report.addAblation(experiment);
    if (!request.file.empty())
        report.writeFile();
    fmt::print("{}", report.print());
    return 0;
}

void addSelection(CLI::App& command, AttentionRequest& request)
{
    command
        .add_option("--checkpoint", request.checkpoint,
                    "best, final or step-N (default: best if there is one, else final)")
        ->type_name("NAME");
    command
        .add_option("--split", request.split,
                    "Which samples: test (default), validation or training")
        ->type_name("SET")
        ->check(CLI::IsMember({"test", "validation", "training"}).description(""));
    command.add_option("--sample", request.sample, "Number in the set, from 0 (default: 0)")
        ->type_name("I");
    command.add_option("--layer", request.layer, "Of the map, from 0 (default: 0)")->type_name("L");
    command.add_option("--head", request.head, "Of the map, from 0 (default: 0); or all")
        ->type_name("H");
    command
        .add_option("--iteration", request.iteration,
                    "Iterate of the solve, from 0; last (default): the solution")
        ->type_name("K");
    command
        .add_option("--query", request.query,
                    "Only what the token nearest to this place and time attends to; a curve has a "
                    "time alone")
        ->type_name("X,Y,T");
    command.add_flag("--reverse", request.reverse,
                     "Of the query: which tokens attend to it, in place of what it attends to");
    command
        .add_option("--at", request.at,
                    "Of a query's figure in the plane: only the time nearest to this one")
        ->type_name("T");
    command
        .add_option("--part", request.part,
                    "Of a map that is written: between tokens (default), times or cells of space")
        ->type_name("PART");
    command
        .add_option("--merge", request.merging,
                    "What stands for many tokens in a figure: their mean (default) or the greatest")
        ->type_name("HOW");
}

}  // namespace

void addAttentionCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("attention", "Look into the attention of a trained model");
    const auto request = std::make_shared<AttentionRequest>();
    command->add_option("RUN_DIR", request->folder, "A run folder")->type_name("")->required();
    addSelection(*command, *request);
    command->add_flag("--statistics", request->statistics,
                      "The numbers of all heads (default where nothing else is asked for)");
    command->add_flag("--similarity", request->similarity,
                      "How alike the maps of every two heads are: a cosine");
    command->add_flag("--ablate", request->ablate,
                      "The error of the whole set without each head in turn");
    command
        ->add_option("-o,--output", request->file,
                     "Write the map or row: .npz, .csv, .png, .pdf or .svg; replaced if there is "
                     "one")
        ->type_name("FILE");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Examples:\n"
                    "  nie attention runs/spirals\n"
                    "  nie attention runs/spirals --head all -o maps.png\n"
                    "  nie attention runs/spirals --query 0.5 --iteration 0 --json\n"
                    "  nie attention runs/navier_stokes --layer 1 --query 0.25,0.5,10 -o row.npz");
    command->callback(
        [request, &chosen] { chosen = [request] { return lookIntoAttention(*request); }; });
}

}  // namespace nie::cli
