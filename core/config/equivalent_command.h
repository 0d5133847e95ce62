#pragma once

#include "core/config/run_config.h"

#include <filesystem>
#include <string>

namespace nie {

/// The shell line that makes the same run: `nie train spirals --seed 3 --set model.heads=4`. Lists
/// what differs from the experiment as it is shipped; a configuration read from a file is named by
/// its file.
std::string equivalentCommand(const RunConfig& config, const RunConfig& shipped);

/// The line that makes a run again with the same losses, from its configuration alone: built on the
/// shipped experiment where that says all of it, else on the run's own `file` (config.json).
std::string reproducingCommand(const RunConfig& config, const RunConfig* shipped,
                               const std::filesystem::path& file);

/// One word of a POSIX shell line, quoted where it must be.
std::string shellQuoted(const std::string& word);

/// Whether RunConfig::source names a .json file of a person's own, not an experiment that comes with
/// the program.
bool isConfigFile(const std::string& source);

}  // namespace nie
