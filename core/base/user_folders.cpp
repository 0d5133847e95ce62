#include "core/base/user_folders.h"

#include <cstdlib>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// The folder that the variable names, else the one in the user's home.
fs::path userFolder(const char* variable, const char* inHome)
{
    // The specification ignores a relative path.
    const char* chosen = std::getenv(variable);
    if (chosen && fs::path(chosen).is_absolute())
        return fs::path(chosen) / "nie-studio";
    const char* home = std::getenv("HOME");
    return home && *home ? fs::path(home) / inHome / "nie-studio" : fs::path();
}

}  // namespace

fs::path userCacheFolder()
{
    return userFolder("XDG_CACHE_HOME", ".cache");
}

fs::path userConfigFolder()
{
    return userFolder("XDG_CONFIG_HOME", ".config");
}

fs::path shippedPath(const fs::path& name)
{
    std::error_code failure;
    fs::path folder = fs::read_symlink("/proc/self/exe", failure).parent_path();
    for (int above = 0; above < 3 && folder.has_relative_path(); ++above) {
        folder = folder.parent_path();
        const fs::path found = folder / "share/nie-studio" / name;
        if (fs::exists(found, failure))
            return found;
    }
    return {};
}

}  // namespace nie
