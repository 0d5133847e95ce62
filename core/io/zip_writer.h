#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace nie {

/// Writes a zip file member by member; it appears under its name when it is whole. The same members
/// give the same bytes (no time stamps). Members and files above 4 GiB are written as zip64. Errors
/// are RunError.
class ZipWriter {
public:
    ZipWriter(std::filesystem::path file, bool deflated);
    /// Without finish() nothing is left behind.
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    /// `name` with '/' between folders, each once; `bytes`: at least as many as will be written.
    void begin(const std::string& name, std::uint64_t bytes);
    void write(std::string_view bytes);
    void end();
    void add(const std::string& name, std::string_view content);
    void addFile(const std::string& name, const std::filesystem::path& file);
    void finish();

private:
    struct Archive;
    std::unique_ptr<Archive> m_archive;
};

/// A folder with everything below it as one zip file; its members begin with the folder's name.
/// Hidden files are left out. Throws InputError where there is no folder.
void writeFolderAsZip(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace nie
