#include "core/base/files.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <system_error>
#include <unistd.h>

namespace nie {

namespace fs = std::filesystem;

namespace {

void writeAll(int descriptor, std::string_view content, const fs::path& path)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throw RunError(path.string(), std::string("cannot write: ") + std::strerror(errno));
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor) != 0 && errno != EINVAL)
        throw RunError(path.string(), std::string("cannot flush: ") + std::strerror(errno));
}

/// Removes a temporary file or folder unless it was renamed into place.
class TemporaryGuard {
public:
    explicit TemporaryGuard(fs::path path) : m_path(std::move(path)) {}
    ~TemporaryGuard()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TemporaryGuard(const TemporaryGuard&) = delete;
    TemporaryGuard& operator=(const TemporaryGuard&) = delete;

private:
    fs::path m_path;
};

/// Hands the file to the disk, so that the rename that follows never shows an empty one.
void flushFile(const fs::path& written, const fs::path& path)
{
    const int descriptor = ::open(written.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throw RunError(path.string(), std::string("cannot write: ") + std::strerror(errno));
    const bool flushed = ::fsync(descriptor) == 0 || errno == EINVAL;
    const std::string reason = std::strerror(errno);
    ::close(descriptor);
    if (!flushed)
        throw RunError(path.string(), "cannot flush: " + reason);
}

/// Swaps two folders in one step, so that a kill leaves the old one or the new one under the name.
/// False when one does not exist or the file system cannot do it.
bool exchange(const fs::path& one, const fs::path& other)
{
    return ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0;
}

}  // namespace

fs::path temporaryNameBeside(const fs::path& path)
{
    return path.parent_path() /
           ("." + path.filename().string() + ".tmp" + std::to_string(getpid()));
}

void renameIntoPlace(const fs::path& temporary, const fs::path& path)
{
    flushFile(temporary, path);
    std::error_code failure;
    fs::rename(temporary, path, failure);
    if (failure)
        throw RunError(path.string(), "cannot write: " + failure.message());
}

void writeFileAtomically(const fs::path& path, std::string_view content)
{
    const fs::path temporary = temporaryNameBeside(path);
    const TemporaryGuard guard(temporary);
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throw RunError(path.string(), std::string("cannot write: ") + std::strerror(errno));
    try {
        writeAll(descriptor, content, path);
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    ::close(descriptor);
    std::error_code failure;
    fs::rename(temporary, path, failure);
    if (failure)
        throw RunError(path.string(), "cannot write: " + failure.message());
}

void writeFolderAtomically(const fs::path& folder,
                           const std::function<void(const fs::path& temporary)>& fill)
{
    const fs::path temporary = temporaryNameBeside(folder);
    const fs::path retired = temporary.string() + ".old";
    const TemporaryGuard guard(temporary);
    const TemporaryGuard retiredGuard(retired);
    std::error_code failure;
    fs::remove_all(temporary, failure);
    fs::create_directories(temporary, failure);
    if (failure)
        throw RunError(folder.string(), "cannot create: " + failure.message());
    fill(temporary);
    if (exchange(temporary, folder))
        return;
    if (fs::exists(folder))
        fs::rename(folder, retired, failure);
    if (!failure)
        fs::rename(temporary, folder, failure);
    if (failure)
        throw RunError(folder.string(), "cannot write: " + failure.message());
}

std::string readFile(const fs::path& path)
{
    std::error_code failure;
    if (fs::is_directory(path, failure))
        throw InputError(path.string(), "is a folder, not a file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw InputError(path.string(), std::string("cannot read: ") + std::strerror(errno));
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void requireWritable(const fs::path& folder)
{
    fs::path existing = fs::absolute(folder);
    while (!fs::exists(existing) && existing.has_relative_path())
        existing = existing.parent_path();
    if (!fs::is_directory(existing))
        throw InputError(folder.string(), "cannot create a folder here",
                         existing.string() + " is a file", "a folder that can be written");
    if (::access(existing.c_str(), W_OK | X_OK) != 0)
        throw InputError(folder.string(), "cannot write here",
                         existing.string() + ": " + std::strerror(errno),
                         "a folder that can be written");
}

}  // namespace nie
