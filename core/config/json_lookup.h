#pragma once

#include "core/config/json.h"

#include <limits>
#include <string>

namespace nie {

/// The number at a JSON pointer ("/test/mse"); NaN where there is none.
inline double numberAt(const Json& json, const std::string& pointer)
{
    const Json::json_pointer path(pointer);
    return json.contains(path) && json.at(path).is_number()
               ? json.at(path).get<double>()
               : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace nie
