#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace nie {

/// Bytes that are read from the first to the last: a file, or a member of an archive.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// What is said of it in messages.
    virtual std::string name() const = 0;
    /// Bytes from the beginning to the end.
    virtual std::uint64_t size() const = 0;
    /// Reads exactly so many of the next bytes. Throws InputError where there are fewer.
    void read(void* target, std::size_t bytes)
    {
        readNext(target, bytes);
        m_done += bytes;
    }
    /// Bytes that were not read yet.
    std::uint64_t remaining() const { return size() - std::min(size(), m_done); }

private:
    virtual void readNext(void* target, std::size_t bytes) = 0;

    std::uint64_t m_done = 0;
};

/// A plain file. Throws InputError when it is missing, a folder or cannot be read.
class FileSource : public ByteSource {
public:
    explicit FileSource(const std::filesystem::path& file);
    std::string name() const override { return m_name; }
    std::uint64_t size() const override { return m_size; }

private:
    void readNext(void* target, std::size_t bytes) override;

    std::string m_name;
    std::uint64_t m_size = 0;
    std::ifstream m_stream;
};

}  // namespace nie
