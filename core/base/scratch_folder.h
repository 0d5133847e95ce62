#pragma once

#include "core/base/error.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace nie {

/// A folder of its own among the temporary ones, gone with the object.
class ScratchFolder {
public:
    /// `purpose` is a part of its name. Throws RunError where it cannot be made.
    explicit ScratchFolder(const std::string& purpose)
    {
        std::string name =
            (std::filesystem::temp_directory_path() / ("nie-" + purpose + "-XXXXXX")).string();
        if (!::mkdtemp(name.data()))
            throw RunError(name, "the folder cannot be made");
        m_path = name;
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const char* name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

}  // namespace nie
