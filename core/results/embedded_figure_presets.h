#pragma once

#include "core/base/embedded_file.h"

#include <span>

namespace nie {

/// resources/figures/presets.json alone.
std::span<const EmbeddedFile> embeddedFigurePresets();

}  // namespace nie
