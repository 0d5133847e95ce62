#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/npy.h"
#include "core/io/npz.h"

#include <fmt/format.h>

#include <algorithm>
#include <minizip/zip.h>
#include <set>
#include <system_error>
#include <utility>
#include <zlib.h>

namespace nie {

namespace fs = std::filesystem;

struct NpzWriter::Archive {
    Archive(fs::path givenPath, Compression givenCompression)
        : path(std::move(givenPath)),
          temporary(temporaryNameBeside(path)),
          compression(givenCompression),
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

    void beginMember(const std::string& name, std::uint64_t bytes)
    {
        if (name.empty() || !names.insert(name).second)
            fail("an array needs a name of its own", "'" + name + "'");
        zip_fileinfo facts{};
        facts.tmz_date.tm_year = 1980;  // the format's first day, always the same
        facts.tmz_date.tm_mday = 1;
        constexpr uLong kUtf8Name = 1U << 11;
        constexpr uLong kMadeBy = 45;  // zip 4.5: large files
        const bool deflated = compression == Compression::Deflated;
        const int state = zipOpenNewFileInZip4_64(
            file, (name + ".npy").c_str(), &facts, nullptr, 0, nullptr, 0, nullptr,
            deflated ? Z_DEFLATED : 0, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY,
            nullptr, 0, kMadeBy, kUtf8Name, bytes >= 0xffff0000U ? 1 : 0);
        if (state != ZIP_OK)
            fail("cannot write the member", "'" + name + "'");
    }

    void write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto part = static_cast<unsigned>(std::min<std::size_t>(bytes.size(), 1 << 24));
            if (zipWriteInFileInZip(file, bytes.data(), part) != ZIP_OK)
                fail("cannot write: the disk may be full");
            bytes.remove_prefix(part);
        }
    }

    void endMember()
    {
        if (zipCloseFileInZip(file) != ZIP_OK)
            fail("cannot write: the disk may be full");
    }

    fs::path path;
    fs::path temporary;
    Compression compression;
    zipFile file;
    std::set<std::string> names;
    NumericType type = NumericType::Float64;  ///< of the array that was begun
    std::uint64_t missing = 0;                ///< elements that it still needs
};

NpzWriter::NpzWriter(fs::path file, Compression compression)
    : m_archive(std::make_unique<Archive>(std::move(file), compression))
{}

NpzWriter::~NpzWriter() = default;

void NpzWriter::add(const NumericArray& array)
{
    begin(array.name, array.type, array.shape);
    append(array.values.data(), array.values.size());
    end();
}

void NpzWriter::addText(const std::string& name, std::string_view text)
{
    // NumPy keeps text as UCS-4: four bytes a character, nothing for the empty text but one zero.
    const std::size_t length = std::max<std::size_t>(text.size(), 1);
    std::string description =
        fmt::format("{{'descr': '<U{}', 'fortran_order': False, 'shape': (), }}", length);
    constexpr std::size_t kPrefix = 10;
    description.append(63 - (kPrefix + description.size()) % 64, ' ');
    description += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(description.size() & 0xff);
    bytes += static_cast<char>(description.size() >> 8);
    bytes += description;
    std::string characters(4 * length, '\0');
    for (std::size_t i = 0; i < text.size(); ++i)
        characters[4 * i] = text[i];
    m_archive->beginMember(name, bytes.size() + characters.size());
    m_archive->write(bytes);
    m_archive->write(characters);
    m_archive->endMember();
}

void NpzWriter::begin(const std::string& name, NumericType type,
                      const std::vector<std::int64_t>& shape)
{
    const auto bytes = byteCount(shape, typeSize(type));
    if (!bytes)
        m_archive->fail("the array is too large", shapeText(shape));
    m_archive->beginMember(name, *bytes + 1024);
    m_archive->type = type;
    m_archive->missing = *bytes / typeSize(type);
    m_archive->write(NpyHeader::compose(type, shape));
}

void NpzWriter::append(const double* values, std::size_t count)
{
    if (count > m_archive->missing)
        m_archive->fail("shape and number of values differ");
    constexpr std::size_t kBlock = 1 << 17;
    for (std::size_t done = 0; done < count; done += kBlock)
        m_archive->write(encodeNumbers(values + done, std::min(kBlock, count - done),
                                       m_archive->type, m_archive->path.string()));
    m_archive->missing -= count;
}

void NpzWriter::end()
{
    if (m_archive->missing > 0)
        m_archive->fail("shape and number of values differ");
    m_archive->endMember();
}

void NpzWriter::finish()
{
    const bool whole = zipClose(std::exchange(m_archive->file, nullptr), nullptr) == ZIP_OK;
    if (!whole)
        m_archive->fail("cannot write: the disk may be full");
    renameIntoPlace(m_archive->temporary, m_archive->path);
}

void writeNpz(const fs::path& file, const std::vector<NumericArray>& arrays,
              NpzWriter::Compression compression)
{
    NpzWriter writer(file, compression);
    for (const NumericArray& array : arrays)
        writer.add(array);
    writer.finish();
}

}  // namespace nie
