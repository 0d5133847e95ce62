#include "app/cli/brain_model.h"

#include "app/cli/interrupt_watch.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/benchmarks/benchmark.h"
#include "core/experiments/experiment.h"
#include "core/experiments/window_predictions.h"
#include "core/io/npz.h"
#include "core/recordings/model_match.h"
#include "core/results/csv_cell.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie::cli {

namespace {

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

std::string numberText(const Json& value)
{
    return value.is_null() ? "undefined" : fmt::format("{:.4f}", value.get<double>());
}

/// Median, least and largest of what is finite.
Json spreadOf(std::vector<double> values)
{
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return {};
    const auto [least, largest] = std::minmax_element(values.begin(), values.end());
    return {{"median", median(values)}, {"least", *least}, {"largest", *largest}};
}

Json regionScores(const PredictedRows& rows, std::size_t regions)
{
    std::vector<double> correlations;
    std::vector<double> determinations;
    for (std::size_t region = 0; region < regions; ++region) {
        const RegionMatch match = RegionMatch::of(rows, Eigen::Index(region));
        correlations.push_back(match.correlation);
        determinations.push_back(match.determination);
    }
    return {{"r", spreadOf(std::move(correlations))}, {"r2", spreadOf(std::move(determinations))}};
}

Json matchedDynamics(const PredictedWindows& windows, const PredictedRows& rows,
                     const ConnectivityRequest& request)
{
    if (windows.timeUnit.empty())
        return {};
    const auto match = DynamicsMatch::of(rows, windows.frameTime, request.window, request.shift);
    if (!match)
        return {};
    return {{"window_rows", match->truth.length},
            {"shift_rows", match->truth.shift},
            {"windows", match->truth.matrix.rows()},
            {"distance", numberOrNull(match->distance)},
            {"persistence", numberOrNull(match->persistenceDistance)},
            {"linear_process", numberOrNull(match->linearDistance)}};
}

/// Both matrices, or a line for every pair of regions.
void writeMatch(const std::filesystem::path& file, const ConnectivityMatch& match,
                const std::vector<std::string>& regions)
{
    const Eigen::MatrixXd& truth = match.truth.matrix;
    const Eigen::MatrixXd& model = match.model.matrix;
    if (file.extension() == ".npz")
        return writeNpz(file, {matrixArray("truth", truth), matrixArray("model", model)});
    std::string text = "a,b,truth,model\n";
    for (Eigen::Index a = 0; a < truth.rows(); ++a)
        for (Eigen::Index b = a + 1; b < truth.cols(); ++b)
            text += fmt::format(
                "{},{},{:.10g},{:.10g}\n", csvCell(regions[static_cast<std::size_t>(a)]),
                csvCell(regions[static_cast<std::size_t>(b)]), truth(a, b), model(a, b));
    writeFileAtomically(file, text);
}

void printMatch(const Json& json, const PredictedRows& rows)
{
    fmt::print("{}, {}: {} part, {}: {} regions, {} rows in {} pieces\n",
               json.at("run").get<std::string>(), json.at("checkpoint").get<std::string>(),
               json.at("split").get<std::string>(), rows.aheadText(), json.at("regions").size(),
               json.at("rows").dump(), json.at("pieces").dump());
    const Json& fc = json.at("connectivity");
    fmt::print("  {} connectivity of truth and model: r {}; persistence {}, linear process {}\n",
               json.at("method").get<std::string>(), numberText(fc.at("correlation")),
               numberText(fc.at("persistence")), numberText(fc.at("linear_process")));
    fmt::print("  mean           truth {}, model {}\n", numberText(fc.at("truth_mean")),
               numberText(fc.at("model_mean")));
    if (const Json& fcd = json.at("fcd"); !fcd.is_null())
        fmt::print("  dynamics       {} windows of {} rows: distance {}; persistence {}, linear "
                   "process {}\n",
                   fcd.at("windows").dump(), fcd.at("window_rows").dump(),
                   numberText(fcd.at("distance")), numberText(fcd.at("persistence")),
                   numberText(fcd.at("linear_process")));
    for (const auto& [key, title] : {std::pair("r", "r"), std::pair("r2", "R2")})
        if (const Json& score = json.at("region_scores").at(key); !score.is_null())
            fmt::print("  {:<3}by region  median {}, {} to {}\n", title,
                       numberText(score.at("median")), numberText(score.at("least")),
                       numberText(score.at("largest")));
    for (const Json& warning : json.at("warnings"))
        fmt::print("  warning: {}\n", warning.get<std::string>());
    if (json.contains("output"))
        fmt::print("written: {}\n", json.at("output").get<std::string>());
}

}  // namespace

int modelConnectivityCommand(const ConnectivityRequest& request)
{
    requireMatrixTarget(request, {".csv", ".npz"});
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const Experiment experiment =
        Experiment::load(request.input, request.checkpoint, keptDatasets(), stop.get_token());
    const std::string split = request.split.empty() ? "test" : request.split;
    PredictedWindows windows = predictWindows(experiment.task(), split, stop.get_token());
    windows.run = request.input.string();
    const PredictedRows rows = PredictedRows::of(windows, request.ahead.value_or(1));
    const ConnectivityMatch match = ConnectivityMatch::of(rows, request.method);
    Json json = {{"run", windows.run},
                 {"checkpoint", experiment.checkpointName()},
                 {"split", split},
                 {"method", request.method},
                 {"ahead", {{"least", rows.ahead}, {"longest", rows.longest}}},
                 {"rows", rows.rows()},
                 {"pieces", rows.pieces.size()},
                 {"regions", windows.regions},
                 {"connectivity",
                  {{"correlation", numberOrNull(match.correlation)},
                   {"persistence", numberOrNull(match.persistence)},
                   {"linear_process", numberOrNull(match.linear)},
                   {"truth_mean", numberOrNull(match.truthMean)},
                   {"model_mean", numberOrNull(match.modelMean)}}},
                 {"fcd", matchedDynamics(windows, rows, request)},
                 {"region_scores", regionScores(rows, windows.regions.size())},
                 {"warnings", match.truth.warnings}};
    if (!request.output.empty()) {
        writeMatch(request.output, match, windows.regions);
        json["output"] = request.output.string();
    }
    if (request.json)
        fmt::print("{}\n", json.dump(2));
    else
        printMatch(json, rows);
    return 0;
}

}  // namespace nie::cli
