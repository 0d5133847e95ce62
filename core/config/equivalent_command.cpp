#include "core/config/equivalent_command.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace nie {

namespace {

void addDifferences(std::string& line, const std::string& path, const Json& value,
                    const Json& shipped)
{
    for (const auto& [key, inner] : value.items()) {
        const std::string innerPath = path + "." + key;
        const Json before = shipped.is_object() && shipped.contains(key) ? shipped.at(key) : Json();
        if (inner == before)
            continue;
        if (inner.is_object())
            addDifferences(line, innerPath, inner, before);
        else
            line += " --set " +
                    shellQuoted(innerPath + "=" +
                                (inner.is_string() ? inner.get<std::string>() : inner.dump()));
    }
}

bool isReplacedByFile(const Json& dataset, const Json& shipped)
{
    return dataset.value("name", "") == "file" && shipped.value("name", "") != "file";
}

/// A file in place of the experiment's data forgets their options, but for the split.
void addDataset(std::string& line, const Json& dataset, const Json& shipped)
{
    if (!isReplacedByFile(dataset, shipped)) {
        addDifferences(line, "dataset", dataset, shipped);
        return;
    }
    const Json path = dataset.value("path", Json(""));
    line += " --dataset " + shellQuoted(path.get<std::string>());
    Json before = {{"name", "file"}, {"path", path}};
    if (shipped.contains("split"))
        before["split"] = shipped.at("split");
    addDifferences(line, "dataset", dataset, before);
}

/// A line can set options, not take any away: it tells the whole only where nothing is missing.
bool hasEveryKey(const Json& config, const Json& shipped)
{
    for (const auto& [key, value] : shipped.items())
        if (!config.contains(key) || (value.is_object() && (!config.at(key).is_object() ||
                                                            !hasEveryKey(config.at(key), value))))
            return false;
    return true;
}

constexpr std::array kLimits{"epochs", "steps", "time_budget"};

/// What ends a training, taken out of its options.
Json takeLimits(Json& training)
{
    Json limits = Json::object();
    for (const char* limit : kLimits)
        if (training.contains(limit)) {
            limits[limit] = training.at(limit);
            training.erase(limit);
        }
    return limits;
}

/// " --time-budget 60"
std::string limitFlag(const Json& limits)
{
    std::string name = limits.begin().key();
    std::replace(name.begin(), name.end(), '_', '-');
    return " --" + name + " " + limits.begin().value().dump();
}

}  // namespace

bool isConfigFile(const std::string& source)
{
    constexpr std::string_view kSuffix = ".json";
    return source.find('/') != std::string::npos && source.size() > kSuffix.size() &&
           source.compare(source.size() - kSuffix.size(), kSuffix.size(), kSuffix) == 0 &&
           source.front() != ':';
}

std::string shellQuoted(const std::string& word)
{
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "_-+=./,:@%";
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos)
        return word;
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string equivalentCommand(const RunConfig& config, const RunConfig& shipped)
{
    std::string line =
        "nie train " + shellQuoted(isConfigFile(config.source) ? config.source : config.experiment);
    if (config.seed != shipped.seed)
        line += " --seed " + std::to_string(config.seed);
    if (config.threads != shipped.threads)
        line += " --threads " + std::to_string(config.threads);
    if (config.device != shipped.device)
        line += " --device " + shellQuoted(config.device);
    if (config.deterministic != shipped.deterministic)
        line += std::string(" --set deterministic=") + (config.deterministic ? "true" : "false");
    addDataset(line, config.dataset, shipped.dataset);
    addDifferences(line, "model", config.model, shipped.model);
    addDifferences(line, "training", config.training, shipped.training);
    return line;
}

std::string reproducingCommand(const RunConfig& config, const RunConfig* shipped,
                               const std::filesystem::path& file)
{
    const std::string fromFile = "nie train " + shellQuoted(file.string());
    if (!shipped || shipped->experiment != config.experiment)
        return fromFile;
    RunConfig plain = config;
    RunConfig base = *shipped;
    plain.source.clear();
    const Json limits = takeLimits(plain.training);
    const bool limited = takeLimits(base.training) != limits;
    const bool built = hasEveryKey(plain.model, base.model) &&
                       hasEveryKey(plain.training, base.training) &&
                       (isReplacedByFile(plain.dataset, base.dataset)
                            ? plain.dataset.contains("split") == base.dataset.contains("split")
                            : hasEveryKey(plain.dataset, base.dataset));
    // One limit on the command line replaces all of the experiment's; several it cannot give.
    if (!built || (limited && limits.size() != 1))
        return fromFile;
    std::string line = equivalentCommand(plain, base);
    if (limited)
        line += limitFlag(limits);
    return line;
}

}  // namespace nie
