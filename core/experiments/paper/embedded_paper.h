#pragma once

#include "core/experiments/embedded_experiments.h"

namespace nie {

/// resources/paper/*.json, by name.
std::span<const EmbeddedFile> embeddedPaper();

}  // namespace nie
