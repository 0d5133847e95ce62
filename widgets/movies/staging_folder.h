#pragma once

#include <filesystem>

namespace nie {

/// A hidden folder beside a movie for what it is made of; gone when it goes out of scope.
class StagingFolder {
public:
    /// Throws RunError when it cannot be created.
    explicit StagingFolder(const std::filesystem::path& movie);
    ~StagingFolder();
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const char* name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

}  // namespace nie
