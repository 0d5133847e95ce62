#include "core/results/runs/config_diff.h"

#include <set>

namespace nie {

namespace {

void flattenInto(std::map<std::string, Json>& flat, const std::string& prefix, const Json& section)
{
    for (const auto& [key, value] : section.items()) {
        if (value.is_object())
            flattenInto(flat, prefix + key + ".", value);
        else
            flat[prefix + key] = value;
    }
}

Json valueOf(const std::map<std::string, Json>& config, const OptionDefaults& defaults,
             const std::string& key)
{
    if (const auto found = config.find(key); found != config.end())
        return found->second;
    const auto known = defaults.find(key);
    return known == defaults.end() ? Json() : known->second;
}

}  // namespace

std::map<std::string, Json> flattenConfig(const Json& config)
{
    std::map<std::string, Json> flat;
    if (config.is_object())
        flattenInto(flat, "", config);
    return flat;
}

std::vector<ConfigDifference> diffConfigs(const Json& first, const Json& second,
                                          const OptionDefaults& firstDefaults,
                                          const OptionDefaults& secondDefaults)
{
    const auto a = flattenConfig(first);
    const auto b = flattenConfig(second);
    std::set<std::string> keys;
    for (const auto* side : {&a, &b})
        for (const auto& [key, value] : *side)
            if (key != "title" && key != "description")
                keys.insert(key);
    std::vector<ConfigDifference> differences;
    for (const std::string& key : keys) {
        ConfigDifference each{key, valueOf(a, firstDefaults, key), valueOf(b, secondDefaults, key)};
        if (each.first != each.second)
            differences.push_back(std::move(each));
    }
    return differences;
}

}  // namespace nie
