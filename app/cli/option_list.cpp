#include "app/cli/option_list.h"

#include "core/experiments/config_options.h"
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

/// The value that the configuration gives to a dotted path, else the default.
Json valueAt(const Json& config, const OptionDescription& option)
{
    std::string pointer = "/" + option.path;
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    return config.value(Json::json_pointer(pointer), option.defaultValue);
}

}  // namespace

Json describeExperiment(const RunConfig& config)
{
    const Json whole = config.toJson();
    Json options = Json::array();
    for (const OptionDescription& option : describeConfig(config, builtinDatasets()))
        options.push_back({{"path", option.path},
                           {"type", typeText(option.type)},
                           {"value", valueAt(whole, option)},
                           {"default", option.defaultValue},
                           {"allowed", option.allowedText()},
                           {"unit", option.info.unit},
                           {"description", option.info.description}});
    return {{"experiment", config.experiment},
            {"title", config.title},
            {"description", config.description},
            {"dataset", config.dataset.value("name", "")},
            {"model", config.model.value("name", "")},
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
