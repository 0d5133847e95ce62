#include "core/base/user_folders.h"

#include <cstdlib>

namespace nie {

std::filesystem::path userCacheFolder()
{
    // The specification ignores a relative path.
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache && std::filesystem::path(cache).is_absolute())
        return std::filesystem::path(cache) / "nie-studio";
    const char* home = std::getenv("HOME");
    return home && *home ? std::filesystem::path(home) / ".cache" / "nie-studio"
                         : std::filesystem::path();
}

}  // namespace nie
