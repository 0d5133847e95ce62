#pragma once

#include <filesystem>

namespace nie {

/// Where results are kept that can be made again: $XDG_CACHE_HOME/nie-studio, else
/// ~/.cache/nie-studio; empty where neither is known. Not created.
std::filesystem::path userCacheFolder();

/// Where settings are kept: $XDG_CONFIG_HOME/nie-studio, else ~/.config/nie-studio; empty where
/// neither is known. Not created.
std::filesystem::path userConfigFolder();

/// A file or folder that comes with the program: share/nie-studio/NAME beside the folder of the
/// running program or one of the two above it; empty where there is none.
std::filesystem::path shippedPath(const std::filesystem::path& name);

}  // namespace nie
