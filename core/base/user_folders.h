#pragma once

#include <filesystem>

namespace nie {

/// Where results are kept that can be made again: $XDG_CACHE_HOME/nie-studio, else
/// ~/.cache/nie-studio; empty where neither is known. Not created.
std::filesystem::path userCacheFolder();

}  // namespace nie
