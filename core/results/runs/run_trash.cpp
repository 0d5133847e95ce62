#include "core/results/runs/run_trash.h"

#include "core/base/error.h"
#include "core/results/run_folder.h"
#include "core/results/run_presence.h"

#include <algorithm>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// In the trash a run of a group has one name: "sweep/003" becomes "sweep%2F003".
std::string trashName(const fs::path& relative)
{
    std::string name;
    for (const char c : relative.generic_string())
        name += c == '/' ? std::string("%2F") : c == '%' ? std::string("%25") : std::string(1, c);
    return name;
}

fs::path originalPath(const std::string& name)
{
    std::string path;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const std::string code = name.substr(i, 3);
        path += code == "%2F" ? '/' : code == "%25" ? '%' : name[i];
        i += code == "%2F" || code == "%25" ? 2 : 0;
    }
    return path;
}

void moveFolder(const fs::path& from, const fs::path& to)
{
    std::error_code failure;
    fs::create_directories(to.parent_path(), failure);
    if (!failure)
        fs::rename(from, to, failure);
    if (failure)
        throw RunError(from.string(), "cannot be moved to " + to.string(), failure.message());
}

}  // namespace

fs::path RunTrash::discard(const fs::path& run) const
{
    std::error_code failure;
    const fs::path relative = fs::weakly_canonical(run, failure)
                                  .lexically_relative(fs::weakly_canonical(m_root, failure));
    const bool below = !relative.empty() && relative != "." && *relative.begin() != "..";
    if (!below || relative.string().starts_with('.') || !fs::is_directory(run, failure))
        throw InputError(run.string(), "is no run of this history", {},
                         "a folder below " + m_root.string());
    requireNotRunning(RunFolder{run});
    const fs::path place = RunFolder::firstFree(folder() / trashName(relative));
    moveFolder(run, place);
    return place;
}

std::vector<std::string> RunTrash::names() const
{
    std::vector<std::string> found;
    std::error_code failure;
    for (const auto& item : fs::directory_iterator(folder(), failure))
        if (item.is_directory(failure))
            found.push_back(item.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

fs::path RunTrash::restore(const std::string& name, const fs::path& wanted) const
{
    const auto known = names();
    if (std::find(known.begin(), known.end(), name) == known.end())
        throw InputError(name, "is not in the trash", {}, folder().string());
    const fs::path place =
        RunFolder::firstFree(wanted.empty() ? m_root / originalPath(name) : wanted);
    moveFolder(folder() / name, place);
    return place;
}

std::size_t RunTrash::empty() const
{
    const auto known = names();
    for (const std::string& name : known) {
        std::error_code failure;
        fs::remove_all(folder() / name, failure);
        if (failure)
            throw RunError((folder() / name).string(), "cannot be removed", failure.message());
    }
    return known.size();
}

}  // namespace nie
