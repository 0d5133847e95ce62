#include "app/cli/import_command.h"

#include "app/cli/dataset_output.h"
#include "app/cli/interrupt_watch.h"
#include "core/config/run_config.h"
#include "datasets/file/file_dataset.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

struct ImportRequest {
    std::string source;
    std::string units;
    std::vector<std::string> assignments;  ///< of --set
    int compression = 4;
    fs::path file;
    bool force = false;
    bool json = false;
};

int import(const ImportRequest& request)
{
    requireDatasetTarget(request.file, request.force);
    RunConfig config;
    config.dataset = {{"name", "file"}, {"path", request.source}};
    config.source = "command line";
    for (const std::string& assignment : request.assignments)
        config.set(assignment.starts_with("dataset.") ? assignment : "dataset." + assignment);
    if (!request.units.empty())
        config.dataset["channel_units"] = request.units;

    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const Dataset dataset = readFileDataset(
        readOptions<ImportOptions>(config.dataset, config.source, "dataset", {"name"}),
        config.source, stop.get_token());
    writeDataset(dataset, request.file,
                 {.compression = request.compression, .stop = stop.get_token()});
    const Json json = describeWritten(dataset, request.file);
    if (request.json)
        fmt::print("{}\n", json.dump(2));
    else
        fmt::print("{}: {} {}, {} bytes, content {}\n", request.file.string(), dataset.equation,
                   json.at("shape").dump(), json.at("bytes").dump(),
                   json.at("content_hash").get<std::string>());
    return 0;
}

}  // namespace

void addImportCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("import", "Store arrays of your own as a data set file");
    const auto request = std::make_shared<ImportRequest>();
    command
        ->add_option("FILE", request->source,
                     "Arrays: .npy, .npz, .csv, .tsv, .txt, .1D, .mat, .h5; 'nie info FILE' tells "
                     "how they would be read")
        ->type_name("")
        ->required();
    command
        ->add_option("--set", request->assignments,
                     "Set one option, such as axes=channel,time or window=40; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--units", request->units,
                     "Units of the channels in their order, such as m/s,Pa; one stands for all")
        ->type_name("LIST");
    command
        ->add_option("--compress", request->compression,
                     "Deflate level 1 to 9 (default: 4); 0: not compressed")
        ->type_name("LEVEL")
        ->check(CLI::Range(0, 9).description(""));
    command->add_option("-o,--output", request->file, "File to write: .h5 or .npz")
        ->type_name("FILE")
        ->required();
    command->add_flag("--force", request->force, "Replace the file if there is one");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Examples:\n"
                    "  nie import burgers.mat -o burgers.h5\n"
                    "  nie import recording.csv --set axes=time,channel --set time_step=2 "
                    "--set window=40 -o recording.h5");
    command->callback([request, &chosen] { chosen = [request] { return import(*request); }; });
}

}  // namespace nie::cli
