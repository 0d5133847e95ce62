#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// Where deleted runs wait: ROOT/.trash, in folders that keep their names. Nothing is lost before
/// it is emptied.
class RunTrash {
public:
    explicit RunTrash(std::filesystem::path root) : m_root(std::move(root)) {}

    std::filesystem::path folder() const { return m_root / ".trash"; }
    /// Moves a run there and returns its new place; a name that is taken there is numbered on.
    /// Throws InputError for what is no run below the root, and for one that is being trained;
    /// RunError when the disk refuses.
    std::filesystem::path discard(const std::filesystem::path& run) const;
    /// The runs in the trash, by name.
    std::vector<std::string> names() const;
    /// Moves a run of the trash back: to `wanted`, or else below its name; a name that is taken is
    /// numbered on. Returns its place. Throws InputError where there is no such run.
    std::filesystem::path restore(const std::string& name,
                                  const std::filesystem::path& wanted = {}) const;
    /// Deletes for good; returns how many runs.
    std::size_t empty() const;

private:
    std::filesystem::path m_root;
};

}  // namespace nie
