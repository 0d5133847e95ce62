#include "core/io/zip_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <fstream>
#include <minizip/zip.h>
#include <set>
#include <system_error>
#include <utility>
#include <vector>
#include <zlib.h>

namespace nie {

namespace fs = std::filesystem;

struct ZipWriter::Archive {
    Archive(fs::path givenPath, bool givenDeflated)
        : path(std::move(givenPath)),
          temporary(temporaryNameBeside(path)),
          deflated(givenDeflated),
          file(zipOpen64(temporary.c_str(), APPEND_STATUS_CREATE))
    {
        if (!file)
            fail("cannot write");
    }
    ~Archive()
    {
        if (file)
            zipClose(file, nullptr);
        std::error_code ignored;
        fs::remove(temporary, ignored);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    [[noreturn]] void fail(const std::string& what, const std::string& found = {}) const
    {
        throw RunError(path.string(), what, found);
    }

    fs::path path;
    fs::path temporary;
    bool deflated;
    zipFile file;
    std::set<std::string> names;
};

ZipWriter::ZipWriter(fs::path file, bool deflated)
    : m_archive(std::make_unique<Archive>(std::move(file), deflated))
{}

ZipWriter::~ZipWriter() = default;

void ZipWriter::begin(const std::string& name, std::uint64_t bytes)
{
    if (name.empty() || !m_archive->names.insert(name).second)
        m_archive->fail("a member needs a name of its own", "'" + name + "'");
    zip_fileinfo facts{};
    facts.tmz_date.tm_year = 1980;  // the format's first day, always the same
    facts.tmz_date.tm_mday = 1;
    constexpr uLong kUtf8Name = 1U << 11;
    constexpr uLong kMadeBy = 45;  // zip 4.5: large files
    const int state = zipOpenNewFileInZip4_64(
        m_archive->file, name.c_str(), &facts, nullptr, 0, nullptr, 0, nullptr,
        m_archive->deflated ? Z_DEFLATED : 0, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, 8,
        Z_DEFAULT_STRATEGY, nullptr, 0, kMadeBy, kUtf8Name, bytes >= 0xffff0000U ? 1 : 0);
    if (state != ZIP_OK)
        m_archive->fail("cannot write the member", "'" + name + "'");
}

void ZipWriter::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto part = static_cast<unsigned>(std::min<std::size_t>(bytes.size(), 1 << 24));
        if (zipWriteInFileInZip(m_archive->file, bytes.data(), part) != ZIP_OK)
            m_archive->fail("cannot write: the disk may be full");
        bytes.remove_prefix(part);
    }
}

void ZipWriter::end()
{
    if (zipCloseFileInZip(m_archive->file) != ZIP_OK)
        m_archive->fail("cannot write: the disk may be full");
}

void ZipWriter::add(const std::string& name, std::string_view content)
{
    begin(name, content.size());
    write(content);
    end();
}

void ZipWriter::addFile(const std::string& name, const fs::path& file)
{
    std::error_code failure;
    const auto size = fs::file_size(file, failure);
    std::ifstream stream(file, std::ios::binary);
    if (failure || !stream)
        throw InputError(file.string(), "cannot read", failure.message());
    begin(name, size);
    std::vector<char> block(1 << 20);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
           stream.gcount() > 0)
        write({block.data(), static_cast<std::size_t>(stream.gcount())});
    end();
}

void ZipWriter::finish()
{
    const bool whole = zipClose(std::exchange(m_archive->file, nullptr), nullptr) == ZIP_OK;
    if (!whole)
        m_archive->fail("cannot write: the disk may be full");
    renameIntoPlace(m_archive->temporary, m_archive->path);
}

void writeFolderAsZip(const fs::path& folder, const fs::path& file)
{
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        throw InputError(folder.string(), "no such folder");
    std::vector<fs::path> members;
    for (auto item = fs::recursive_directory_iterator(folder); item != fs::end(item); ++item) {
        if (item->path().filename().string().starts_with('.'))
            item.disable_recursion_pending();
        else if (item->is_regular_file(failure) && !fs::equivalent(item->path(), file, failure))
            members.push_back(item->path());
    }
    std::sort(members.begin(), members.end());
    const fs::path name = fs::weakly_canonical(folder).filename();
    ZipWriter writer(file, true);
    for (const fs::path& member : members)
        writer.addFile((name / member.lexically_relative(folder)).generic_string(), member);
    writer.finish();
}

}  // namespace nie
