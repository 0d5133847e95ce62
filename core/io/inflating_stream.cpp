#include "core/io/inflating_stream.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>
#include <zlib.h>

namespace nie {

namespace {

constexpr std::size_t kStoredBlock = 1 << 16;
constexpr unsigned char kFirstMagic = 0x1f;
constexpr unsigned char kSecondMagic = 0x8b;

}  // namespace

struct InflatingStream::Inflater {
    z_stream state{};

    Inflater()
    {
        constexpr int kWithGzipHeader = 16 + MAX_WBITS;
        if (inflateInit2(&state, kWithGzipHeader) != Z_OK)
            throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&state); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

InflatingStream::InflatingStream(const std::filesystem::path& file) : m_name(file.string())
{
    m_size = FileSource(file).size();
    auto stream = std::make_unique<std::ifstream>(file, std::ios::binary);
    if (!*stream)
        throw InputError(m_name, "cannot read");
    begin(std::move(stream));
}

InflatingStream::InflatingStream(std::string bytes, std::string name)
    : m_name(std::move(name)),
      m_size(bytes.size())
{
    begin(std::make_unique<std::istringstream>(std::move(bytes), std::ios::binary));
}

InflatingStream::~InflatingStream() = default;
InflatingStream::InflatingStream(InflatingStream&&) noexcept = default;
InflatingStream& InflatingStream::operator=(InflatingStream&&) noexcept = default;

void InflatingStream::begin(std::unique_ptr<std::istream> stream)
{
    m_stream = std::move(stream);
    m_block.resize(kStoredBlock);
    refill();
    m_compressed = m_filled >= 2 && m_block[0] == kFirstMagic && m_block[1] == kSecondMagic;
    if (m_compressed)
        m_inflater = std::make_unique<Inflater>();
}

std::uint64_t InflatingStream::most() const
{
    constexpr std::uint64_t kMostPerByte = 1032;
    if (!m_compressed)
        return m_size;
    return m_size > std::numeric_limits<std::uint64_t>::max() / kMostPerByte
               ? std::numeric_limits<std::uint64_t>::max()
               : m_size * kMostPerByte;
}

/// Bytes of the block that are there after it; read on only when the block is used up.
std::size_t InflatingStream::refill()
{
    if (m_next < m_filled)
        return m_filled - m_next;
    m_stream->read(reinterpret_cast<char*>(m_block.data()),
                   static_cast<std::streamsize>(m_block.size()));
    m_filled = static_cast<std::size_t>(m_stream->gcount());
    m_next = 0;
    if (m_stream->bad())
        throw InputError(m_name, "cannot read");
    return m_filled;
}

std::size_t InflatingStream::read(void* target, std::size_t bytes)
{
    auto* next = static_cast<unsigned char*>(target);
    return m_compressed ? readInflated(next, bytes) : readPlain(next, bytes);
}

std::uint64_t InflatingStream::skip(std::uint64_t bytes)
{
    std::vector<unsigned char> ignored(std::min<std::uint64_t>(bytes, kStoredBlock));
    std::uint64_t done = 0;
    while (done < bytes) {
        const auto part =
            static_cast<std::size_t>(std::min<std::uint64_t>(bytes - done, ignored.size()));
        const std::size_t got = read(ignored.data(), part);
        done += got;
        if (got < part)
            break;
    }
    return done;
}

std::size_t InflatingStream::readPlain(unsigned char* target, std::size_t bytes)
{
    std::size_t done = 0;
    while (done < bytes && refill() > 0) {
        const std::size_t part = std::min(bytes - done, m_filled - m_next);
        std::copy_n(m_block.data() + m_next, part, target + done);
        m_next += part;
        done += part;
    }
    m_position += done;
    return done;
}

std::size_t InflatingStream::readInflated(unsigned char* target, std::size_t bytes)
{
    constexpr std::size_t kMostAtOnce = 1 << 30;
    z_stream& state = m_inflater->state;
    std::size_t done = 0;
    while (done < bytes && !m_ended) {
        if (refill() == 0)
            throw InputError(m_name, "gzip stream: the file ends before it",
                             fmt::format("{} bytes could be inflated", m_position),
                             "a complete gzip file");
        state.next_in = m_block.data() + m_next;
        state.avail_in = static_cast<uInt>(m_filled - m_next);
        const std::size_t room = std::min(bytes - done, kMostAtOnce);
        state.next_out = target + done;
        state.avail_out = static_cast<uInt>(room);
        const int result = inflate(&state, Z_NO_FLUSH);
        m_next = m_filled - state.avail_in;
        done += room - state.avail_out;
        m_position += room - state.avail_out;  // also where an error follows
        if (result == Z_STREAM_END) {
            m_ended = !nextMember();
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            const std::string reason = state.msg ? state.msg : "corrupt";
            const bool checksum = reason.find("check") != std::string::npos &&
                                  reason.find("header") == std::string::npos;
            throw InputError(m_name,
                             checksum ? "gzip checksum: the data are not what was compressed"
                                      : "gzip stream: is corrupt",
                             fmt::format("{} after {} bytes", reason, m_position),
                             "an undamaged gzip file");
        }
    }
    return done;
}

bool InflatingStream::nextMember()
{
    if (refill() == 0)
        return false;
    // The second byte of a magic may stand in the next block.
    const bool first = m_block[m_next] == kFirstMagic;
    bool second = false;
    if (first) {
        if (m_next + 1 < m_filled)
            second = m_block[m_next + 1] == kSecondMagic;
        else
            second = m_stream->peek() == kSecondMagic;
    }
    if (!first || !second) {
        m_trailing = "bytes follow the end of the gzip stream: they were left out";
        return false;
    }
    inflateReset(&m_inflater->state);
    return true;
}

std::string InflatingStream::finish()
{
    constexpr std::size_t kLookedAt = 1 << 16;
    if (!m_compressed)
        return {};
    std::vector<unsigned char> rest(kLookedAt);
    const std::size_t count = read(rest.data(), rest.size());
    if (count == rest.size())
        return "gzip stream: goes on long after the data; its checksum was not compared";
    return m_trailing;
}

}  // namespace nie
