#pragma once

#include <filesystem>
#include <stdlib.h>
#include <string>

namespace nie::test {

/// A folder of real and malformed recordings that stands beside the project, not in it; empty where
/// it is absent. Tests that need it skip then.
inline std::filesystem::path sharedData(const std::string& below)
{
    const char* source = getenv("NIE_SOURCE_DIR");
    const std::filesystem::path folder =
        std::filesystem::path(source ? source : ".").parent_path() / "shared/data" / below;
    return std::filesystem::exists(folder) ? folder : std::filesystem::path();
}

}  // namespace nie::test
