#pragma once

#include "core/config/run_config.h"

#include <filesystem>
#include <optional>

namespace nie {

/// How long one run of a configuration takes, evaluation included, in seconds: its time budget
/// where it has one; else in proportion to the newest completed run below `runs` with the same
/// data, model and batch size on as many threads; nothing where there is none.
std::optional<double> expectedRunSeconds(const RunConfig& config,
                                         const std::filesystem::path& runs);

}  // namespace nie
