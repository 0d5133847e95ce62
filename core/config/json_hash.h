#pragma once

#include "core/config/json.h"

#include <string>

namespace nie {

/// Eight hexadecimal digits of a value's text: names what is computed by what decides it.
std::string shortHash(const Json& json);

}  // namespace nie
