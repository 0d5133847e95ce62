#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/npz.h"
#include "core/io/zip_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

struct NpzWriter::Archive {
    Archive(fs::path givenPath, Compression compression)
        : path(std::move(givenPath)),
          zip(path, compression == Compression::Deflated)
    {}

    [[noreturn]] void fail(const std::string& what, const std::string& found = {}) const
    {
        throw RunError(path.string(), what, found);
    }

    void beginMember(const std::string& name, std::uint64_t bytes)
    {
        if (name.empty())
            fail("an array needs a name of its own");
        zip.begin(name + ".npy", bytes);
    }

    fs::path path;
    ZipWriter zip;
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
    m_archive->zip.write(bytes);
    m_archive->zip.write(characters);
    m_archive->zip.end();
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
    m_archive->zip.write(NpyHeader::compose(type, shape));
}

void NpzWriter::append(const double* values, std::size_t count)
{
    if (count > m_archive->missing)
        m_archive->fail("shape and number of values differ");
    constexpr std::size_t kBlock = 1 << 17;
    for (std::size_t done = 0; done < count; done += kBlock)
        m_archive->zip.write(encodeNumbers(values + done, std::min(kBlock, count - done),
                                           m_archive->type, m_archive->path.string()));
    m_archive->missing -= count;
}

void NpzWriter::end()
{
    if (m_archive->missing > 0)
        m_archive->fail("shape and number of values differ");
    m_archive->zip.end();
}

void NpzWriter::finish()
{
    m_archive->zip.finish();
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
