#pragma once

#include "core/results/figure_origin.h"

#include <filesystem>
#include <optional>

namespace nie {

/// What a PNG, SVG or PDF file that this program wrote says of its figure; nothing for files of
/// other programs and of other kinds, and where there is no file. Throws InputError for a file that
/// claims an origin and cannot be understood.
std::optional<FigureOrigin> readFigureOrigin(const std::filesystem::path& file);

}  // namespace nie
