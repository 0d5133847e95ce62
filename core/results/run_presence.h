#pragma once

#include "core/results/run_folder.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace nie {

/// Notes in running.json that this process trains into the folder.
void markRunning(const RunFolder& folder);
/// The training has ended; the note goes.
void markEnded(const RunFolder& folder);

enum class RunPresence {
    Ended,       ///< nobody trains here
    Running,     ///< a living process does
    Interrupted  ///< one did, and is gone without an ending
};
RunPresence presenceOf(const RunFolder& folder);

/// Throws InputError naming the process while another one trains into the folder.
void requireNotRunning(const RunFolder& folder);

/// The run folders directly below `root` whose training was interrupted, the newest first.
std::vector<std::filesystem::path> interruptedRuns(const std::filesystem::path& root);

}  // namespace nie
