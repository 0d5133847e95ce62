#include "core/config/resumed_config.h"

#include <array>

namespace nie {

RunConfig resumedConfig(RunConfig config, const Json& changes)
{
    constexpr std::array kRunLimits{"epochs", "steps", "time_budget"};
    Json limits = Json::object();
    for (const char* limit : kRunLimits)
        if (changes.contains(limit))
            limits[limit] = changes.at(limit);
    if (!limits.empty()) {
        for (const char* limit : kRunLimits)
            config.training.erase(limit);
        config.training.update(limits);
    }
    if (changes.contains("device"))
        config.set("device=" + changes.at("device").get<std::string>());
    return config;
}

}  // namespace nie
