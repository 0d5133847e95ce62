#include "app/cli/brain_connectivity.h"
#include "app/cli/brain_graph.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/data/dataset_store.h"
#include "core/data/region_places.h"
#include "core/recordings/bids_folder.h"
#include "datasets/recording/recording_dataset.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

struct BrainListRequest {
    fs::path folder;
    bool json = false;
};

struct BrainImportRequest {
    RecordingImport import;
    std::vector<std::string> cleaning;  ///< of --clean
    std::vector<std::string> windows;   ///< of --set
    std::optional<std::int64_t> context;
    std::optional<std::int64_t> horizon;
    int compression = 0;
    fs::path output;
    bool force = false;
    bool json = false;
};

void requireSetTarget(const BrainImportRequest& request)
{
    const std::string ending = request.output.extension().string();
    if (ending != ".h5" && ending != ".hdf5")
        throw InputError("-o " + request.output.string(), "unknown kind of file",
                         "'" + ending + "'", ".h5 or .hdf5");
    if (fs::exists(request.output) && !request.force)
        throw InputError(request.output.string(), "exists", {}, "a new file, or --force");
    const fs::path folder = request.output.has_parent_path() ? request.output.parent_path() : ".";
    if (!fs::is_directory(folder))
        throw InputError(folder.string(), "no such folder");
    requireWritable(folder);
}

/// KEY=VALUE of the command line as an options structure, read strictly.
template <class Options>
Options optionsFrom(const std::vector<std::string>& assignments, const std::string& option)
{
    RunConfig config;
    config.dataset = Json::object();
    config.source = "command line";
    for (const std::string& assignment : assignments)
        config.set("dataset." + assignment);
    return readOptions<Options>(config.dataset, "command line", option);
}

void printImport(const Json& json)
{
    fmt::print("{}: {} {}, content {}\n", json.at("file").get<std::string>(),
               json.at("title").get<std::string>(), json.at("shape").dump(),
               json.at("content_hash").get<std::string>());
    const Json& tr = json.at("tr");
    fmt::print("  TR           {}\n", tr.at("seconds").is_null() || tr.at("policy") != "accept"
                                          ? "unknown: " + tr.value("reason", std::string())
                                          : fmt::format("{} s ({})", tr.at("seconds").dump(),
                                                        tr.at("source").get<std::string>()));
    fmt::print("  orientation  {}\n", json.at("orientation").get<std::string>());
    for (const Json& step : json.at("steps"))
        fmt::print("  cleaning     {}\n", step.get<std::string>());
    fmt::print("  windows      {} training, {} validation, {} test\n",
               json.at("windows").at("training").dump(), json.at("windows").at("validation").dump(),
               json.at("windows").at("test").dump());
    for (const Json& warning : json.at("warnings"))
        fmt::print("  warning: {}\n", warning.get<std::string>());
}

int importBrain(BrainImportRequest request)
{
    requireSetTarget(request);
    request.import.cleaning = optionsFrom<CleaningOptions>(request.cleaning, "clean");
    request.import.windows = optionsFrom<RecordingWindowOptions>(request.windows, "set");
    if (request.context)
        request.import.windows.context = *request.context;
    if (request.horizon)
        request.import.windows.horizon = *request.horizon;
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const Dataset dataset = importRecording(request.import, stop.get_token());
    StoreOptions options;
    options.compression = request.compression;
    options.stop = stop.get_token();
    writeDatasetHdf5(dataset, request.output, options);
    const Split& split = *dataset.ownSplit;
    const Json& recipe = dataset.recipe;
    const Json json = {{"file", request.output.string()},
                       {"title", dataset.title},
                       {"shape", dataset.shape()},
                       {"regions", recordedRegions(dataset)},
                       {"context", dataset.givenPoints},
                       {"tr", recipe.at("tr")},
                       {"orientation", recipe.at("orientation")},
                       {"steps", recipe.at("steps")},
                       {"windows",
                        {{"training", split.training.size()},
                         {"validation", split.validation.size()},
                         {"test", split.test.size()}}},
                       {"content_hash", dataset.contentHash()},
                       {"warnings", recipe.at("warnings")}};
    if (request.json)
        fmt::print("{}\n", json.dump(2));
    else
        printImport(json);
    return 0;
}

std::string cellOf(const fs::path& file, const fs::path& folder)
{
    return file.empty() ? "-" : file.lexically_relative(folder).string();
}

int listRecordings(const BrainListRequest& request)
{
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const BidsFolder found = BidsFolder::scan(request.folder, stop.get_token());
    if (request.json) {
        fmt::print("{}\n", found.toJson().dump(2));
        return 0;
    }
    for (const BidsRun& run : found.runs) {
        fmt::print("{}\n", run.title());
        fmt::print("  recording  {}\n", cellOf(run.recording, found.folder));
        fmt::print("  TR         {}\n", run.repetitionTime
                                            ? fmt::format("{} s ({})", *run.repetitionTime,
                                                          cellOf(run.sidecar, found.folder))
                                            : "not in a side-car");
        if (!run.confounds.empty())
            fmt::print("  confounds  {}\n", cellOf(run.confounds, found.folder));
        if (!run.labels.empty())
            fmt::print("  labels     {}\n", cellOf(run.labels, found.folder));
    }
    fmt::print("{} recordings, {} label images\n", found.runs.size(), found.labelImages.size());
    for (const std::string& warning : found.warnings)
        fmt::print("warning: {}\n", warning);
    return 0;
}

/// How a recording is opened: the same for both commands.
void addRecordingOptions(CLI::App& command, RecordingRequest& request)
{
    command.add_option("--atlas", request.atlas, "Label image whose regions are averaged")
        ->type_name("FILE");
    command
        .add_option("--names", request.atlasNames,
                    "Names of its regions: tsv, txt, xml, json (default: beside the image)")
        ->type_name("FILE");
    command
        .add_option("--tr", request.repetitionTime,
                    "Repetition time in s, where the file does not say it rightly")
        ->type_name("S");
    command.add_option("--array", request.array, "Which array of a file with several")
        ->type_name("NAME");
    command.add_flag("--transpose", request.transpose, "Swap time and regions of a table");
    command.add_flag("--complete-volumes", request.reading.completeVolumesOnly,
                     "Of an image that ends early, take the volumes that are whole");
    command.add_flag("--magnitude", request.reading.magnitude, "Absolute values of complex voxels");
}

void addBrainImportCommand(CLI::App& brain, Action& chosen)
{
    CLI::App* command =
        brain.add_subcommand("import", "Make a data set for training of a brain recording");
    const auto request = std::make_shared<BrainImportRequest>();
    command
        ->add_option(
            "REC", request->import.files,
            "Recordings, one run each: nii, nii.gz, hdr + img, csv, tsv, npy, npz, mat, h5")
        ->type_name("")
        ->required();
    addRecordingOptions(*command, request->import.request);
    command
        ->add_option("--clean", request->cleaning,
                     "One step of cleaning: drop, log, censor, censor_above, detrend, high_pass, "
                     "low_pass, filter, confounds, columns, motion24, downsample, standardise; may "
                     "be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--confounds", request->import.confounds,
                     "Table of confounds of a run; one for each run, in their order")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command
        ->add_option("--run-length", request->import.runLength,
                     "Cut a recording into runs of so many volumes")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_option("--context", request->context, "Frames that a model is given (default: 1)")
        ->type_name("M")
        ->check(CLI::PositiveNumber.description(""));
    command->add_option("--horizon", request->horizon, "Frames that it predicts (default: 19)")
        ->type_name("H")
        ->check(CLI::PositiveNumber.description(""));
    command
        ->add_option("--set", request->windows,
                     "One option of the windows: stride, split, training, validation, scale, "
                     "layout; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--compress", request->compression,
                     "Deflate level 1 to 9 (default: 0, not compressed)")
        ->type_name("LEVEL")
        ->check(CLI::Range(0, 9).description(""));
    command->add_option("-o,--output", request->output, "File to write: .h5")
        ->type_name("FILE")
        ->required();
    command->add_flag("--force", request->force, "Replace the file if there is one");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Examples:\n"
                    "  nie brain import bold.nii.gz --atlas atlas.nii.gz --clean detrend=linear -o "
                    "set.h5\n"
                    "  nie brain import run*.nii.gz --atlas atlas.nii.gz --context 8 -o set.h5\n"
                    "  nie brain import series.tsv --tr 2 --clean high_pass=0.01 -o set.h5");
    command->callback([request, &chosen] { chosen = [request] { return importBrain(*request); }; });
}

void addBrainListCommand(CLI::App& brain, Action& chosen)
{
    CLI::App* command = brain.add_subcommand(
        "list", "Recordings of a BIDS folder, with side-cars, confounds and label images");
    const auto request = std::make_shared<BrainListRequest>();
    command->add_option("FOLDER", request->folder, "A BIDS folder, raw or derived")
        ->type_name("")
        ->required();
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Example:\n"
                    "  nie brain list derivatives/fmriprep");
    command->callback(
        [request, &chosen] { chosen = [request] { return listRecordings(*request); }; });
}

void addConnectivityCommand(CLI::App& brain, Action& chosen)
{
    CLI::App* command = brain.add_subcommand(
        "fc", "Functional connectivity of a recording, or of what a run predicts beside the truth");
    const auto request = std::make_shared<ConnectivityRequest>();
    command
        ->add_option("SET", request->input,
                     "A data set of 'nie brain import', a recording, or a run folder")
        ->type_name("")
        ->required();
    addRecordingOptions(*command, request->recording);
    command
        ->add_option("--method", request->method,
                     "pearson (default), partial, or shrunk: Pearson after Ledoit-Wolf shrinkage")
        ->type_name("NAME")
        ->check(CLI::IsMember({"pearson", "partial", "shrunk"}).description(""));
    command
        ->add_option("--ahead", request->ahead,
                     "Of a run: how many frames after the last given one rows are predicted "
                     "(default: 1)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command
        ->add_option("--split", request->split, "Of a run: test (default), validation or training")
        ->type_name("SET")
        ->check(CLI::IsMember({"test", "validation", "training"}).description(""));
    command
        ->add_option("--checkpoint", request->checkpoint,
                     "Of a run: best, final or step-N (default: best if there is one, else final)")
        ->type_name("NAME");
    command
        ->add_option("--window", request->window,
                     "Window of the dynamics in s, of simulated rates in ms (default: 60)")
        ->type_name("S")
        ->check(CLI::PositiveNumber.description(""));
    command->add_option("--shift", request->shift, "From one window to the next (default: 10)")
        ->type_name("S")
        ->check(CLI::PositiveNumber.description(""));
    command
        ->add_option("-o,--output", request->output,
                     "Matrix to write: .csv, .tsv, .npy, .npz; of a run .csv, .npz")
        ->type_name("FILE");
    command->add_flag("--force", request->force, "Replace the file if there is one");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Examples:\n"
                    "  nie brain fc set.h5 -o fc.csv\n"
                    "  nie brain fc series.tsv --method partial --json\n"
                    "  nie brain fc runs/brain --ahead 5");
    command->callback([request, &chosen] {
        chosen = [request] { return functionalConnectivityCommand(*request); };
    });
}

}  // namespace

void addBrainCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "brain", "Brain recordings: list them, make a data set of one, its connectivity");
    command->require_subcommand(1);
    addBrainImportCommand(*command, chosen);
    addConnectivityCommand(*command, chosen);
    addBrainListCommand(*command, chosen);
    addBrainGraphCommand(*command, chosen);
}

}  // namespace nie::cli
