#pragma once

#include <nlohmann/json.hpp>

namespace nie {

/// JSON whose objects keep the order in which they were written.
using Json = nlohmann::ordered_json;

}  // namespace nie
