#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/npz.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <minizip/unzip.h>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEnding = ".npy";
// Deflate never shrinks by more than this; a directory that claims more is lying.
constexpr std::uint64_t kLargestRatio = 1032;
constexpr std::uint64_t kMostMembers = 100'000;

/// The member that an archive has opened, read on the fly.
class MemberSource : public ByteSource {
public:
    MemberSource(unzFile archive, std::string name, std::uint64_t size)
        : m_archive(archive),
          m_name(std::move(name)),
          m_size(size)
    {}
    std::string name() const override { return m_name; }
    std::uint64_t size() const override { return m_size; }

private:
    void readNext(void* target, std::size_t bytes) override
    {
        auto* next = static_cast<char*>(target);
        while (bytes > 0) {
            const auto part = static_cast<unsigned>(std::min<std::size_t>(bytes, 1 << 20));
            const int count = unzReadCurrentFile(m_archive, next, part);
            if (count <= 0)
                throw InputError(m_name, count == 0 ? "zip: the member ends early"
                                                    : "zip: the compressed data are corrupt");
            next += count;
            bytes -= static_cast<std::size_t>(count);
        }
    }

    unzFile m_archive;
    std::string m_name;
    std::uint64_t m_size;
};

}  // namespace

struct NpzReader::Archive {
    explicit Archive(const fs::path& path) : source(path.string())
    {
        const FileSource exists(path);
        file = unzOpen64(path.c_str());
        if (!file)
            throw InputError(source, "zip: no central directory: truncated, or no NPZ file");
    }
    ~Archive()
    {
        if (file)
            unzClose(file);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// Name of the current member, whose facts are checked.
    std::string describeMember(unz_file_info64& facts) const
    {
        std::string name(1024, '\0');
        if (unzGetCurrentFileInfo64(file, &facts, name.data(), name.size() - 1, nullptr, 0, nullptr,
                                    0) != UNZ_OK)
            throw InputError(source, "zip: the central directory is damaged");
        name.resize(name.find('\0'));
        if (facts.uncompressed_size / kLargestRatio > facts.compressed_size)
            throw InputError(
                source, "zip: member '" + name + "' claims an impossible size",
                fmt::format("{} bytes from {}", facts.uncompressed_size, facts.compressed_size));
        return name;
    }

    /// Opens the current member for `work`, then checks that its data are whole.
    template <class Work>
    void withMember(const std::string& name, std::uint64_t size, Work&& work) const
    {
        const std::string where = source + ": " + name;
        if (unzOpenCurrentFile(file) != UNZ_OK)
            throw InputError(where, "zip: the member cannot be opened", {},
                             "stored or deflated, without a password");
        try {
            MemberSource member(file, where, size);
            work(member);
        } catch (...) {
            unzCloseCurrentFile(file);
            throw;
        }
        if (unzCloseCurrentFile(file) == UNZ_CRCERROR)
            throw InputError(where, "zip: the checksum differs, the data are damaged");
    }

    void readDirectory()
    {
        std::uint64_t members = 0;
        for (int state = unzGoToFirstFile(file); state != UNZ_END_OF_LIST_OF_FILE;
             state = unzGoToNextFile(file)) {
            unz_file_info64 facts{};
            if (state != UNZ_OK || ++members > kMostMembers)
                throw InputError(source, "zip: the central directory is damaged");
            std::string name = describeMember(facts);
            unz64_file_pos place{};
            unzGetFilePos64(file, &place);
            ArrayInfo info;
            if (name.ends_with(kEnding))
                describeArray(name, facts.uncompressed_size, info);
            else
                info.problem = "is no .npy member";
            info.name =
                name.ends_with(kEnding) ? name.substr(0, name.size() - kEnding.size()) : name;
            arrays.push_back(std::move(info));
            places.push_back(place);
        }
    }

    void describeArray(const std::string& name, std::uint64_t size, ArrayInfo& info) const
    {
        try {
            withMember(name, size, [&info](ByteSource& member) {
                const NpyHeader header = NpyHeader::read(member);
                info.shape = header.shape;
                info.type = typeName(header.type);
            });
        } catch (const InputError& error) {
            info.problem = error.detail().what;
            if (!error.detail().found.empty())
                info.problem += " (found " + error.detail().found + ")";
        }
    }

    std::string source;
    unzFile file = nullptr;
    std::vector<ArrayInfo> arrays;
    std::vector<unz64_file_pos> places;
};

NpzReader::NpzReader(const fs::path& file) : m_archive(std::make_unique<Archive>(file))
{
    m_archive->readDirectory();
}

NpzReader::~NpzReader() = default;

const std::vector<ArrayInfo>& NpzReader::arrays() const
{
    return m_archive->arrays;
}

NumericArray NpzReader::read(const std::string& name) const
{
    const auto& arrays = m_archive->arrays;
    const auto found = std::find_if(arrays.begin(), arrays.end(),
                                    [&name](const ArrayInfo& info) { return info.name == name; });
    if (found == arrays.end())
        throw InputError(m_archive->source, "no such array", "'" + name + "'");
    if (!found->readable())
        throw InputError(m_archive->source + ": " + name, found->problem);
    auto place = m_archive->places[static_cast<std::size_t>(found - arrays.begin())];
    unz_file_info64 facts{};
    if (unzGoToFilePos64(m_archive->file, &place) != UNZ_OK)
        throw InputError(m_archive->source, "zip: the central directory is damaged");
    m_archive->describeMember(facts);
    NumericArray array;
    m_archive->withMember(name, facts.uncompressed_size, [&array](ByteSource& member) {
        array = readNpy(member);
        // To its end, so that the checksum is compared.
        std::vector<char> rest(4096);
        while (member.remaining() > 0)
            member.read(rest.data(), std::min<std::uint64_t>(rest.size(), member.remaining()));
    });
    array.name = name;
    return array;
}

}  // namespace nie
