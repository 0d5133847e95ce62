#include "core/experiments/experiment_catalog.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/embedded_experiments.h"

#include <algorithm>
#include <fmt/format.h>

namespace nie {

namespace {

RunConfig readExperiment(const std::string& text, const std::string& source)
{
    RunConfig config = RunConfig::fromJson(parseJson(text, source), source);
    if (config.experiment.empty())
        config.experiment = std::filesystem::path(source).stem().string();
    return config;
}

}  // namespace

const std::vector<RunConfig>& experimentCatalog()
{
    static const std::vector<RunConfig> catalog = [] {
        std::vector<RunConfig> configs;
        for (const EmbeddedFile& file : embeddedExperiments())
            configs.push_back(readExperiment(std::string(file.text), std::string(file.name)));
        // The experiment a newcomer should meet first; the others follow by name.
        std::stable_partition(configs.begin(), configs.end(),
                              [](const RunConfig& config) { return config.experiment == "spirals"; });
        return configs;
    }();
    return catalog;
}

RunConfig findExperiment(const std::string& nameOrFile)
{
    if (nameOrFile.ends_with(".json"))
        return readExperiment(readFile(nameOrFile), nameOrFile);
    std::string known;
    for (const RunConfig& config : experimentCatalog()) {
        if (config.experiment == nameOrFile)
            return config;
        known += config.experiment + ", ";
    }
    throw InputError("experiment", "unknown experiment", fmt::format("'{}'", nameOrFile),
                     known + "or a .json file");
}

}  // namespace nie
