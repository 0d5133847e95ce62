#include "app/cli/info_parameters.h"

#include "core/experiments/experiment_catalog.h"
#include "core/experiments/model_description.h"
#include "core/io/numeric_array.h"
#include "core/results/run_folder.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

constexpr int kNameWidth = 36;

double percentOf(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

void printRow(const std::string& name, const std::string& shape, std::int64_t count,
              std::int64_t total)
{
    fmt::print("{:<{}} {:<18} {:>12} {:>6.1f} %\n", name, kNameWidth, shape, count,
               percentOf(count, total));
}

void printModule(const ModuleSummary& module, int depth, std::int64_t total)
{
    const std::string indent(static_cast<std::size_t>(2 * depth), ' ');
    printRow(indent + module.name, module.type, module.parameterCount(), total);
    for (const ParameterSummary& each : module.parameters)
        printRow(indent + "  " + each.name, shapeText(each.shape), each.count, total);
    for (const ModuleSummary& each : module.modules)
        printModule(each, depth + 1, total);
}

void printMemory(const char* what, std::int64_t bytes)
{
    fmt::print("  {:<44} {:>10}\n", what, memoryText(bytes));
}

}  // namespace

ModelSummary describeParameters(const std::string& experimentOrRun)
{
    const RunFolder folder{experimentOrRun};
    const std::string configuration =
        fs::is_regular_file(folder.config()) ? folder.config().string() : experimentOrRun;
    return describeModel(findExperiment(configuration), keptDatasets());
}

void printParameters(const ModelSummary& summary)
{
    const std::int64_t total = summary.model.parameterCount();
    fmt::print("{:<{}} {:<18} {:>12} {:>8}\n", "module, parameter", kNameWidth, "type, shape",
               "parameters", "share");
    printModule(summary.model, 0, total);
    fmt::print("\n{} parameters, {}\nMemory of a training:\n", total, summary.precision);
    printMemory("parameters", summary.parameterBytes);
    printMemory("gradients", summary.gradientBytes);
    printMemory("optimiser state (two moments)", summary.optimizerBytes);
    if (summary.bufferBytes > 0)
        printMemory("buffers", summary.bufferBytes);
    if (summary.activationBytes)
        printMemory(
            fmt::format("activations, estimate for a batch of {}", summary.batchSize).c_str(),
            *summary.activationBytes);
    printMemory("in all", summary.totalBytes());
}

}  // namespace nie::cli
