#include "app/cli/brain_connectivity.h"

#include "app/cli/brain_model.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/dataset_store.h"
#include "core/data/recorded_windows.h"
#include "core/data/region_places.h"
#include "core/io/npy.h"
#include "core/io/npz.h"
#include "core/recordings/recording_connectivity.h"
#include "core/signals/connectivity.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

struct RecordedPieces {
    std::vector<Eigen::MatrixXd> pieces;  ///< [time, region]
    std::vector<std::string> regions;
    std::optional<double> repetitionTime;
    std::vector<std::string> warnings;
};

RecordedPieces piecesOf(const ConnectivityRequest& request)
{
    RecordedPieces result;
    if (isStoredDataset(request.input)) {
        const Dataset dataset = readStoredDataset(request.input);
        result.pieces = recordedPieces(dataset);
        result.regions = recordedRegions(dataset);
        if (dataset.timeLabel.ends_with("/ s") && dataset.timeCount() > 1)
            result.repetitionTime = (dataset.times[1] - dataset.times[0]).item<double>();
        return result;
    }
    const OpenedRecording opened = openRecording(request.input, request.recording);
    requireAlike(opened.runs);
    for (const Recording& run : opened.runs) {
        result.pieces.push_back(run.series);
        result.warnings.insert(result.warnings.end(), run.warnings.begin(), run.warnings.end());
    }
    result.regions = opened.runs.front().regions;
    const RepetitionTime& time = opened.runs.front().repetitionTime;
    if (time.certainty == RepetitionTime::Certainty::Accepted)
        result.repetitionTime = time.seconds;
    return result;
}

Json dynamicsJson(const RecordedPieces& recorded, const ConnectivityRequest& request)
{
    if (!recorded.repetitionTime)
        return {};
    const auto dynamics =
        dynamicsOf(recorded.pieces, *recorded.repetitionTime, request.window, request.shift);
    if (!dynamics)
        return {};
    const Eigen::VectorXd upper = upperTriangle(dynamics->matrix);
    const double mean = upper.mean();
    return {{"window_rows", dynamics->length},
            {"shift_rows", dynamics->shift},
            {"windows", dynamics->matrix.rows()},
            {"mean", mean},
            {"deviation", std::sqrt((upper.array() - mean).square().mean())}};
}

Json strongestPairs(const Eigen::MatrixXd& matrix, const std::vector<std::string>& regions)
{
    struct Pair {
        Eigen::Index a, b;
        double value;
    };
    std::vector<Pair> pairs;
    for (Eigen::Index a = 0; a < matrix.rows(); ++a)
        for (Eigen::Index b = a + 1; b < matrix.cols(); ++b)
            if (std::isfinite(matrix(a, b)))
                pairs.push_back({a, b, matrix(a, b)});
    constexpr std::size_t kShown = 5;
    const std::size_t count = std::min(kShown, pairs.size());
    std::partial_sort(
        pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(count), pairs.end(),
        [](const Pair& x, const Pair& y) { return std::abs(x.value) > std::abs(y.value); });
    Json json = Json::array();
    for (std::size_t k = 0; k < count; ++k)
        json.push_back({regions[static_cast<std::size_t>(pairs[k].a)],
                        regions[static_cast<std::size_t>(pairs[k].b)], pairs[k].value});
    return json;
}

std::string quoted(const std::string& cell, char delimiter)
{
    if (cell.find(delimiter) == std::string::npos && cell.find('"') == std::string::npos)
        return cell;
    std::string result = "\"";
    for (const char c : cell)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

void writeMatrix(const fs::path& file, const Eigen::MatrixXd& matrix,
                 const std::vector<std::string>& regions)
{
    const NumericArray array = matrixArray("connectivity", matrix);
    if (file.extension() == ".npy")
        return writeNpy(file, array);
    if (file.extension() == ".npz")
        return writeNpz(file, {array});
    const char delimiter = file.extension() == ".tsv" ? '\t' : ',';
    std::string text = "region";
    for (const std::string& region : regions)
        text += delimiter + quoted(region, delimiter);
    text += '\n';
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
        text += quoted(regions[static_cast<std::size_t>(row)], delimiter);
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            text += std::isfinite(matrix(row, column))
                        ? fmt::format("{}{:.10g}", delimiter, matrix(row, column))
                        : fmt::format("{}n/a", delimiter);
        text += '\n';
    }
    writeFileAtomically(file, text);
}

void printConnectivity(const Json& json)
{
    fmt::print("{}: {} connectivity of {} regions, {} rows in {} pieces\n",
               json.at("file").get<std::string>(), json.at("method").get<std::string>(),
               json.at("regions").size(), json.at("rows").dump(), json.at("pieces").dump());
    fmt::print("  mean {}\n", json.at("mean").dump());
    if (json.contains("shrinkage"))
        fmt::print("  shrinkage {}\n", json.at("shrinkage").dump());
    if (!json.at("fcd").is_null())
        fmt::print("  dynamics: {} windows of {} rows, mean {:.4f}, deviation {:.4f}\n",
                   json.at("fcd").at("windows").dump(), json.at("fcd").at("window_rows").dump(),
                   json.at("fcd").at("mean").get<double>(),
                   json.at("fcd").at("deviation").get<double>());
    for (const Json& pair : json.at("strongest"))
        fmt::print("  {:+.3f}  {} - {}\n", pair[2].get<double>(), pair[0].get<std::string>(),
                   pair[1].get<std::string>());
    for (const Json& warning : json.at("warnings"))
        fmt::print("  warning: {}\n", warning.get<std::string>());
    if (json.contains("output"))
        fmt::print("written: {}\n", json.at("output").get<std::string>());
}

}  // namespace

void requireMatrixTarget(const ConnectivityRequest& request,
                         const std::vector<std::string>& endings)
{
    if (request.output.empty())
        return;
    const std::string ending = request.output.extension().string();
    if (std::find(endings.begin(), endings.end(), ending) == endings.end())
        throw InputError("-o " + request.output.string(), "unknown kind of file",
                         "'" + ending + "'", fmt::format("{}", fmt::join(endings, ", ")));
    if (fs::exists(request.output) && !request.force)
        throw InputError(request.output.string(), "exists", {}, "a new file, or --force");
}

NumericArray matrixArray(const std::string& name, const Eigen::MatrixXd& matrix)
{
    NumericArray array{name, {matrix.rows(), matrix.cols()}, {}};
    for (Eigen::Index row = 0; row < matrix.rows(); ++row)
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            array.values.push_back(matrix(row, column));
    return array;
}

int functionalConnectivityCommand(const ConnectivityRequest& request)
{
    if (fs::is_directory(request.input))
        return modelConnectivityCommand(request);
    if (request.ahead || !request.split.empty() || !request.checkpoint.empty())
        throw InputError(request.input.string(),
                         "--ahead, --split and --checkpoint are of the predictions of a run", {},
                         "the folder of a run");
    requireMatrixTarget(request, {".csv", ".tsv", ".npy", ".npz"});
    const RecordedPieces recorded = piecesOf(request);
    const RecordingConnectivity found = connectivityOf(recorded.pieces, request.method);
    const Eigen::MatrixXd& matrix = found.matrix;
    Json json = {{"file", request.input.string()},   {"method", request.method},
                 {"regions", recorded.regions},      {"rows", found.rows},
                 {"pieces", recorded.pieces.size()}, {"warnings", recorded.warnings}};
    if (found.shrinkage)
        json["shrinkage"] = *found.shrinkage;
    for (const std::string& warning : found.warnings)
        json["warnings"].push_back(warning);
    const Eigen::VectorXd upper = upperTriangle(matrix);
    const Eigen::Index finite = upper.array().isFinite().count();
    json["mean"] = finite > 0 ? Json(upper.array().isFinite().select(upper.array(), 0.0).sum() /
                                     static_cast<double>(finite))
                              : Json();
    json["fcd"] = dynamicsJson(recorded, request);
    json["strongest"] = strongestPairs(matrix, recorded.regions);
    if (!request.output.empty()) {
        writeMatrix(request.output, matrix, recorded.regions);
        json["output"] = request.output.string();
    }
    if (request.json)
        fmt::print("{}\n", json.dump(2));
    else
        printConnectivity(json);
    return 0;
}

}  // namespace nie::cli
