#include "app/cli/commands.h"
#include "app/cli/info_data.h"
#include "app/cli/info_parameters.h"
#include "app/cli/option_list.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/experiment_catalog.h"
#include "core/io/safetensors.h"
#include "core/io/shipped_samples.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

Json readJson(const fs::path& file)
{
    return parseJson(readFile(file), file.string());
}

Json describeArrays(const fs::path& file)
{
    const Safetensors content = Safetensors::read(file);
    Json arrays = Json::array();
    for (const auto& [name, array] : content.arrays)
        arrays.push_back({{"name", name},
                          {"dtype", array.dtype},
                          {"shape", array.shape},
                          {"bytes", array.bytes.size()}});
    return {{"file", file.string()}, {"metadata", content.metadata}, {"arrays", arrays}};
}

Json describeCheckpoint(const fs::path& folder)
{
    Json json = {{"checkpoint", folder.string()}, {"state", readJson(folder / "state.json")}};
    for (const char* section : {"model", "optimizer"})
        json[section] = describeArrays(folder / (std::string(section) + ".safetensors"));
    return json;
}

/// From metrics.csv, which a killed run has, too.
Json describeProgress(const RunFolder& folder)
{
    const MetricsTable metrics = MetricsTable::read(folder.metrics());
    Json json = {{"steps", 0}, {"best_validation_loss", nullptr}, {"best_step", nullptr}};
    const auto& steps = metrics.columns.at("step");
    const auto losses = metrics.columns.find("validation_loss");
    if (!steps.empty())
        json["steps"] = static_cast<std::int64_t>(steps.back());
    if (losses == metrics.columns.end())
        return json;
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (losses->second[i] < best) {
            best = losses->second[i];
            json["best_validation_loss"] = best;
            json["best_step"] = static_cast<std::int64_t>(steps[i]);
        }
    return json;
}

Json describeRun(const RunFolder& folder)
{
    folder.requireRun();
    Json checkpoints = Json::array();
    for (const CheckpointEntry& entry : listCheckpoints(folder.checkpoints()))
        checkpoints.push_back(entry.name);
    const bool ended = fs::exists(folder.outcome());
    return {{"run", folder.path.string()},
            {"config",
             RunConfig::fromJson(readJson(folder.config()), folder.config().string()).toJson()},
            {"outcome", ended ? outcomeToJson(outcomeFromJson(readJson(folder.outcome()),
                                                              folder.outcome().string()))
                              : Json()},
            {"progress", describeProgress(folder)},
            {"checkpoints", checkpoints}};
}

void printArrays(const Json& section)
{
    fmt::print("{}\n", section.at("file").get<std::string>());
    std::size_t bytes = 0;
    for (const Json& array : section.at("arrays")) {
        fmt::print("  {:<40} {:<5} {}\n", array.at("name").get<std::string>(),
                   array.at("dtype").get<std::string>(), array.at("shape").dump());
        bytes += array.at("bytes").get<std::size_t>();
    }
    fmt::print("  {} arrays, {} bytes\n", section.at("arrays").size(), bytes);
}

void printCheckpoint(const Json& json)
{
    fmt::print("Checkpoint {}\n", json.at("checkpoint").get<std::string>());
    for (const auto& item : json.at("state").items())
        fmt::print("  {:<22} {}\n", item.key(), item.value().dump());
    printArrays(json.at("model"));
    printArrays(json.at("optimizer"));
}

void printRun(const Json& json)
{
    const Json& config = json.at("config");
    const Json& outcome = json.at("outcome");
    fmt::print("Run {}\n", json.at("run").get<std::string>());
    for (const char* key :
         {"experiment", "seed", "threads", "device", "dataset", "model", "training"})
        fmt::print("  {:<12} {}\n", key, config.at(key).dump());
    if (outcome.is_null())
        fmt::print("  {:<12} still running, or killed\n", "outcome");
    else
        fmt::print("  {:<12} {}: {}\n", "outcome", outcome.at("state").get<std::string>(),
                   outcome.at("message").get<std::string>());
    const Json& progress = json.at("progress");
    fmt::print("  {:<12} {}\n", "steps", progress.at("steps").dump());
    fmt::print("  {:<12} validation {} at step {}\n", "best loss",
               progress.at("best_validation_loss").dump(), progress.at("best_step").dump());
    fmt::print("  {:<12} {}\n", "checkpoints", json.at("checkpoints").dump());
}

int info(const std::string& what, const std::string& array, const std::string& role, bool asJson)
{
    Json json;
    void (*print)(const Json&) = nullptr;
    const fs::path path = fileOrSample(what);
    if (path.extension() == ".safetensors") {
        json = describeArrays(path);
        print = printArrays;
    } else if (isDataFile(path)) {
        json = describeDataFile(path, array, role);
        print = printDataFile;
    } else if (fs::exists(path / "state.json")) {
        json = describeCheckpoint(path);
        print = printCheckpoint;
    } else if (fs::exists(path / "config.json")) {
        json = describeRun({path});
        print = printRun;
    } else if (fs::is_directory(path) || what.find('/') != std::string::npos) {
        if (path.extension() != ".json")
            throw InputError(what, fs::exists(path) ? "is neither a run folder nor a checkpoint"
                                                    : "no such run folder, checkpoint or file");
    }
    if (!print) {
        json = describeExperiment(findExperiment(what));
        print = printExperiment;
    }
    if (asJson)
        fmt::print("{}\n", json.dump(2));
    else
        print(json);
    return 0;
}

int infoOfParameters(const std::string& what, bool asJson)
{
    const ModelSummary summary = describeParameters(what);
    if (asJson)
        fmt::print("{}\n", summary.toJson().dump(2));
    else
        printParameters(summary);
    return 0;
}

}  // namespace

void addInfoCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("info", "What is in a run folder, a checkpoint, a data set or a "
                                       "file of arrays; the options of an experiment");
    const auto what = std::make_shared<std::string>();
    const auto array = std::make_shared<std::string>();
    const auto role = std::make_shared<std::string>();
    const auto asJson = std::make_shared<bool>(false);
    const auto parameters = std::make_shared<bool>(false);
    command
        ->add_option("PATH", *what,
                     "A run folder, a checkpoint folder, a .safetensors file, a data file "
                     "(h5, npy, npz, csv, tsv, txt, mat, nii, nii.gz, hdr), a sample of "
                     "'nie list samples', or an experiment (name or .json file)")
        ->type_name("")
        ->required();
    command->add_option("--array", *array, "Which array of a data file")->type_name("NAME");
    command
        ->add_option("--as", *role,
                     "What an image is to be: recording, image or labels (default: what its header "
                     "says)")
        ->type_name("ROLE")
        ->check(CLI::IsMember({"recording", "image", "labels"}).description(""));
    command->add_flag("--parameters", *parameters,
                      "Of an experiment or a run: the model's modules, their parameters with shapes "
                      "and shares, and the memory of a training");
    command->add_flag("--json", *asJson, "Print JSON");
    command->footer("Examples:\n"
                    "  nie info spirals\n"
                    "  nie info spirals --parameters\n"
                    "  nie info runs/spirals\n"
                    "  nie info spirals.h5\n"
                    "  nie info burgers_sample\n"
                    "  nie info recording.mat --array data --json\n"
                    "  nie info bold.nii.gz --json\n"
                    "  nie info runs/spirals/checkpoints/best/model.safetensors --json");
    command->callback([what, array, role, asJson, parameters, &chosen] {
        chosen = [what, array, role, asJson, parameters] {
            return *parameters ? infoOfParameters(*what, *asJson)
                               : info(*what, *array, *role, *asJson);
        };
    });
}

}  // namespace nie::cli
