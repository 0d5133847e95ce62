#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <string>
#include <vector>

namespace nie {

/// Bytes of a file from the first to the last. What begins like a gzip file (1f 8b, whatever its
/// name says) is inflated on the way, several members as one stream (RFC 1952), and its checksums
/// are compared. Never holds more than two small blocks. Errors are InputError naming the file and
/// "gzip stream" or "gzip checksum".
class InflatingStream {
public:
    /// Throws InputError for a missing or unreadable file.
    explicit InflatingStream(const std::filesystem::path& file);
    /// The same from a buffer; `name` stands for the file in messages.
    InflatingStream(std::string bytes, std::string name);
    ~InflatingStream();
    InflatingStream(InflatingStream&&) noexcept;
    InflatingStream& operator=(InflatingStream&&) noexcept;

    const std::string& name() const { return m_name; }
    bool isCompressed() const { return m_compressed; }
    /// Bytes handed out so far.
    std::uint64_t position() const { return m_position; }
    /// More bytes than this cannot come out: the size of a plain file; of a compressed one what
    /// deflate can reach at best, 1032 bytes out of one.
    std::uint64_t most() const;

    /// Reads so many bytes, fewer only at the end of the stream.
    std::size_t read(void* target, std::size_t bytes);
    /// Passes over so many bytes; returns how many there were.
    std::uint64_t skip(std::uint64_t bytes);
    /// Looks for the end of the stream, which is where its checksum stands. Returns what is worth a
    /// warning: bytes behind the stream, or no end in sight; empty: nothing.
    std::string finish();

private:
    struct Inflater;

    void begin(std::unique_ptr<std::istream> stream);
    std::size_t refill();
    std::size_t readPlain(unsigned char* target, std::size_t bytes);
    std::size_t readInflated(unsigned char* target, std::size_t bytes);
    /// At the end of a member: whether another one follows.
    bool nextMember();

    std::string m_name;
    std::uint64_t m_size = 0;
    std::uint64_t m_position = 0;
    bool m_compressed = false;
    bool m_ended = false;
    std::string m_trailing;
    std::unique_ptr<std::istream> m_stream;
    std::vector<unsigned char> m_block;  ///< of the file, as stored
    std::size_t m_next = 0;              ///< first byte of the block that was not used
    std::size_t m_filled = 0;
    std::unique_ptr<Inflater> m_inflater;
};

}  // namespace nie
