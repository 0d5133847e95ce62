#include "core/config/sweep_command.h"

#include "core/config/equivalent_command.h"

#include <array>
#include <string_view>
#include <utility>

namespace nie {

namespace {

constexpr std::array kLimitOptions{std::pair("epochs", "--epochs"), std::pair("steps", "--steps"),
                                   std::pair("time_budget", "--time-budget")};

/// The limits of a training that are set; 0 is none.
Json limitsIn(const Json& training)
{
    Json limits = Json::object();
    for (const auto& [key, option] : kLimitOptions)
        if (training.contains(key) && training.at(key) != 0)
            limits[key] = training.at(key);
    return limits;
}

/// One limit in place of the experiment's is an option of its own: `--set` would leave the others.
std::string takeLimit(RunConfig& config, const RunConfig& shipped)
{
    const Json limits = limitsIn(config.training);
    if (limits.size() != 1 || limits == limitsIn(shipped.training))
        return {};
    std::string text;
    for (const auto& [key, option] : kLimitOptions) {
        if (limits.contains(key))
            text = std::string(" ") + option + " " + limits.at(key).dump();
        config.training.erase(key);
        if (shipped.training.contains(key))
            config.training[key] = shipped.training.at(key);
    }
    return text;
}

}  // namespace

std::string sweepCommand(const SweepSpec& spec, const RunConfig& shipped)
{
    RunConfig config = spec.config;
    const std::string limit = takeLimit(config, shipped);
    constexpr std::string_view kTrain = "nie train";
    std::string line =
        "nie sweep" + equivalentCommand(config, shipped).substr(kTrain.size()) + limit;
    for (const VariedOption& option : spec.options)
        line += " --vary " + shellQuoted(option.path + "=" + option.law.text());
    if (spec.randomPoints > 0)
        line += " --random " + std::to_string(spec.randomPoints);
    if (spec.seeds > 1)
        line += " --seeds " + std::to_string(spec.seeds);
    return line;
}

}  // namespace nie
