#pragma once

#include "core/config/run_config.h"

#include <QString>

#include <filesystem>

namespace nie {

/// How long a run of the experiment takes, in words: its time budget where it has one; else what
/// the newest complete run of it with the same settings took on this machine, from the outcome.json
/// files below `runs`; else that it is not known yet.
QString expectedDuration(const RunConfig& config, const std::filesystem::path& runs);

}  // namespace nie
