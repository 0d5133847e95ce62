#pragma once

#include "core/config/json.h"

#include <map>
#include <string>
#include <vector>

namespace nie {

/// A setting in which two configurations differ; null where a side has neither it nor a default.
struct ConfigDifference {
    std::string key;  ///< dotted: "model.solver.tolerance"
    Json first;
    Json second;
};

/// The default of an option by its dotted key.
using OptionDefaults = std::map<std::string, Json>;

/// The settings in which two runs' configurations (config.json) differ, by key. A setting that one
/// side lacks has its default there, where one is given. Title and description decide nothing and
/// are left out.
std::vector<ConfigDifference> diffConfigs(const Json& first, const Json& second,
                                          const OptionDefaults& firstDefaults = {},
                                          const OptionDefaults& secondDefaults = {});

/// A configuration as dotted keys with their values; lists are values.
std::map<std::string, Json> flattenConfig(const Json& config);

}  // namespace nie
