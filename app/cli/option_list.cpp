#include "app/cli/option_list.h"

#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/training/training_options.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie::cli {

namespace {

const char* typeText(OptionDescription::Type type)
{
    switch (type) {
    case OptionDescription::Type::Boolean:
        return "boolean";
    case OptionDescription::Type::Integer:
        return "integer";
    case OptionDescription::Type::Real:
        return "real";
    case OptionDescription::Type::Text:
        return "text";
    }
    return "";
}

/// The value that the section gives to a dotted path, else the default.
Json valueAt(const Json& section, const OptionDescription& option)
{
    std::string pointer = "/" + option.path;
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    return section.value(Json::json_pointer(pointer), option.defaultValue);
}

void append(Json& list, const std::string& prefix, const Json& section,
            const std::vector<OptionDescription>& options)
{
    for (const OptionDescription& option : options)
        list.push_back({{"path", prefix + option.path},
                        {"type", typeText(option.type)},
                        {"value", valueAt(section, option)},
                        {"default", option.defaultValue},
                        {"allowed", option.allowedText()},
                        {"unit", option.info.unit},
                        {"description", option.info.description}});
}

}  // namespace

Json describeExperiment(const RunConfig& config)
{
    const DatasetCatalog datasets = builtinDatasets();
    const std::string dataset = config.dataset.value("name", "");
    const std::string model = config.model.value("name", "");
    Json options = Json::array();
    append(options, "", config.toJson(), RunConfig::describe());
    append(options, "dataset.", config.dataset, datasets.find(dataset, config.source).options);
    append(options, "dataset.split.", config.dataset.value("split", Json::object()),
           describeOptions<SplitOptions>());
    append(options, "model.", config.model, findModel(model, config.source).options);
    append(options, "training.", config.training, describeOptions<TrainingOptions>());
    return {{"experiment", config.experiment},
            {"title", config.title},
            {"description", config.description},
            {"dataset", dataset},
            {"model", model},
            {"options", options}};
}

void printExperiment(const Json& description)
{
    fmt::print(
        "{}: {}\n{}\ndata set {}, model {}\n\n", description.at("experiment").get<std::string>(),
        description.at("title").get<std::string>(),
        description.at("description").get<std::string>(),
        description.at("dataset").get<std::string>(), description.at("model").get<std::string>());
    fmt::print("Options for --set path=value:\n");
    for (const Json& option : description.at("options")) {
        const auto path = option.at("path").get<std::string>();
        if (path == "experiment" || path == "title" || path == "description")
            continue;
        const std::string unit = option.at("unit").get<std::string>();
        fmt::print("  {} = {}{}\n      {}; {}, default {}\n", path, option.at("value").dump(),
                   unit.empty() ? "" : " " + unit, option.at("description").get<std::string>(),
                   option.at("allowed").get<std::string>(), option.at("default").dump());
    }
}

}  // namespace nie::cli
