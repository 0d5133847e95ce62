#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace nie {

/// Writes the whole file under a temporary name beside it, flushes, then renames: a reader sees the
/// old file or the new one, never half of one. Throws RunError naming the path and the reason.
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// The name under which a file is written before it is renamed to `path`: beside it, hidden.
std::filesystem::path temporaryNameBeside(const std::filesystem::path& path);
/// Flushes a file that somebody wrote under its temporary name and renames it. Throws RunError.
void renameIntoPlace(const std::filesystem::path& temporary, const std::filesystem::path& path);

/// Fills a folder under a temporary name beside it, then renames it into place (replacing an older
/// folder of that name, at every moment one of them is there). When `fill` throws, nothing is left behind.
void writeFolderAtomically(const std::filesystem::path& folder,
                           const std::function<void(const std::filesystem::path& temporary)>& fill);

/// The whole file. Throws InputError naming the path when it cannot be read.
std::string readFile(const std::filesystem::path& path);

/// Throws InputError when no file can be created inside the folder (or, if it does not exist,
/// inside its nearest existing parent). Creates nothing.
void requireWritable(const std::filesystem::path& folder);

}  // namespace nie
