#include "core/experiments/config_options.h"

#include "core/models/model.h"
#include "core/training/training_options.h"

namespace nie {

namespace {

void appendOptions(std::vector<OptionDescription>& list, const std::string& prefix,
                   const std::vector<OptionDescription>& options)
{
    for (OptionDescription option : options) {
        option.path = prefix + option.path;
        list.push_back(std::move(option));
    }
}

}  // namespace

std::vector<OptionDescription> describeConfig(const RunConfig& config,
                                              const DatasetCatalog& datasets)
{
    const DatasetEntry& dataset = datasets.find(config.dataset.value("name", ""), config.source);
    const ModelEntry& model = findModel(config.model.value("name", ""), config.source);
    std::vector<OptionDescription> list = RunConfig::describe();
    appendOptions(list, "dataset.", dataset.options);
    appendOptions(list, "dataset.split.", describeOptions<SplitOptions>());
    appendOptions(list, "model.", model.options);
    appendOptions(list, "training.", describeOptions<TrainingOptions>());
    return list;
}

}  // namespace nie
