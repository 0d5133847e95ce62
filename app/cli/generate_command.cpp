#include "app/cli/commands.h"
#include "app/cli/dataset_output.h"
#include "app/cli/generation_meter.h"
#include "app/cli/interrupt_watch.h"
#include "core/base/error.h"
#include "core/config/run_config.h"
#include "datasets/dataset_catalog.h"
#include "datasets/step_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <unistd.h>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

struct GenerateRequest {
    std::string name;
    std::vector<std::string> assignments;  ///< of --set
    std::optional<std::int64_t> samples;
    std::int64_t seed = 1;
    int compression = 0;
    bool single = false;
    fs::path file;
    bool force = false;
    bool json = false;
    bool quiet = false;
    bool noStepCheck = false;
};

/// The options section that the command line describes.
RunConfig configOf(const GenerateRequest& request, const DatasetEntry& entry)
{
    RunConfig config;
    config.dataset = {{"name", entry.name}};
    config.source = "command line";
    for (const std::string& assignment : request.assignments)
        config.set(assignment.starts_with("dataset.") ? assignment : "dataset." + assignment);
    if (request.samples) {
        const auto counts = [](const OptionDescription& option) {
            return option.path == "curves" || option.path == "samples";
        };
        const auto found = std::find_if(entry.options.begin(), entry.options.end(), counts);
        if (found == entry.options.end())
            throw InputError("--samples", "this data set does not count its samples");
        config.set(fmt::format("dataset.{}={}", found->path, *request.samples));
    }
    return config;
}

int generate(const GenerateRequest& request)
{
    const DatasetCatalog catalog = generatedDatasets();
    const DatasetEntry& entry = catalog.find(request.name, "generate");
    requireDatasetTarget(request.file, request.force);
    const RunConfig config = configOf(request, entry);

    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    std::optional<GenerationMeter> meter;
    if (!request.quiet)
        meter.emplace(stderr, isatty(STDERR_FILENO) == 1, request.name);
    const auto start = std::chrono::steady_clock::now();
    const GenerationContext context{.seed = static_cast<std::uint64_t>(request.seed),
                                    .stop = stop.get_token(),
                                    .progress = [&meter](std::int64_t done, std::int64_t total) {
                                        if (meter)
                                            meter->showMade(done, total);
                                    }};
    Dataset dataset = entry.make(config.dataset, config.source, context);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::optional<StepCheck> check;
    if (!request.noStepCheck)
        check = checkStep(entry, config.dataset, config.source, dataset, context);
    if (request.single)
        dataset.values = dataset.values.to(torch::kFloat32);
    const StoreOptions options{request.compression,
                               [&meter](double share) {
                                   if (meter)
                                       meter->showWritten(share);
                               },
                               stop.get_token()};
    writeDataset(dataset, request.file, options);
    meter.reset();

    Json json = describeWritten(dataset, request.file);
    json["seed"] = request.seed;
    json["seconds"] = seconds.count();
    json["seconds_per_sample"] = seconds.count() / static_cast<double>(dataset.sampleCount());
    if (check)
        json["step_check"] = {{"step", check->step},
                              {"samples", check->samples},
                              {"error_at_end", check->errorAtEnd},
                              {"error", check->error}};
    if (request.json) {
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    fmt::print("{}: {} {}, {} bytes, content {}; generated in {:.2f} s\n", request.file.string(),
               dataset.name, json.at("shape").dump(), json.at("bytes").dump(),
               json.at("content_hash").get<std::string>(), seconds.count());
    if (check)
        fmt::print("against a quarter of the step {:g}, {} samples: relative error {:.1e} at the "
                   "end, {:.1e} in all\n",
                   check->step, check->samples, check->errorAtEnd, check->error);
    return 0;
}

}  // namespace

void addGenerateCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("generate", "Generate a data set and store it in a file");
    const auto request = std::make_shared<GenerateRequest>();
    command->add_option("NAME", request->name, "A data set of 'nie list datasets'")
        ->type_name("")
        ->required();
    command
        ->add_option("--set", request->assignments,
                     "Set one option of the data set; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command->add_option("--samples", request->samples, "How many samples")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_option("--seed", request->seed, "Decides every random number (default: 1)")
        ->type_name("S")
        ->check(CLI::NonNegativeNumber.description(""));
    command
        ->add_option("--compress", request->compression,
                     "Deflate level 1 to 9 (default: 0, not compressed)")
        ->type_name("LEVEL")
        ->check(CLI::Range(0, 9).description(""));
    command->add_flag("--single", request->single, "Keep the numbers in single precision");
    command->add_option("-o,--output", request->file, "File to write: .h5 or .npz")
        ->type_name("FILE")
        ->required();
    command->add_flag("--force", request->force, "Replace the file if there is one");
    command->add_flag("--no-step-check", request->noStepCheck,
                      "Do not make three samples again with a quarter of the step to state its "
                      "error");
    command->add_flag("--json", request->json, "Print JSON");
    command->add_flag("--quiet", request->quiet, "No progress");
    command->footer("Ctrl-C leaves no file.\n\n"
                    "Examples:\n"
                    "  nie generate spirals -o spirals.h5\n"
                    "  nie generate lorenz --set variant=long_forecast --samples 400 --seed 3 "
                    "--compress 4 -o lorenz.h5\n"
                    "  nie generate lotka_volterra -o lotka.npz");
    command->callback([request, &chosen] { chosen = [request] { return generate(*request); }; });
}

}  // namespace nie::cli
