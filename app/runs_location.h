#pragma once

#include <filesystem>

namespace nie {

/// Where runs are written: $NIE_RUNS_DIR, else $XDG_DATA_HOME/nie-studio/runs, else
/// ~/.local/share/nie-studio/runs. Creates nothing.
std::filesystem::path runsLocation();

}  // namespace nie
