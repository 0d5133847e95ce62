#pragma once

#include "core/base/embedded_file.h"

#include <span>

namespace nie {

/// resources/experiments/*.json, by name.
std::span<const EmbeddedFile> embeddedExperiments();

}  // namespace nie
