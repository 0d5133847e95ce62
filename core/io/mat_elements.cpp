#include "core/io/mat_elements.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <zlib.h>

namespace nie {

namespace {

constexpr std::uint32_t kMatrix = 14;
constexpr std::uint32_t kCompressed = 15;
constexpr std::size_t kHeader = 128;

std::uint32_t readWord(ByteSource& source, bool swapped)
{
    std::uint32_t word = 0;
    source.read(&word, sizeof word);
    return swapped ? __builtin_bswap32(word) : word;
}

/// Inflates a compressed element; grows as it goes, for its size is not known before.
std::string inflated(const std::string& packed, const std::string& source)
{
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        throw RunError(source, "zlib cannot start");
    std::string out;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    int state = Z_OK;
    try {
        while (state == Z_OK) {
            const std::size_t done = out.size();
            const std::size_t step = std::clamp<std::size_t>(done, 1 << 16, 1 << 28);
            requireMemory(done + step, source);
            out.resize(done + step);
            stream.next_out = reinterpret_cast<Bytef*>(out.data() + done);
            stream.avail_out = static_cast<uInt>(step);
            state = inflate(&stream, Z_NO_FLUSH);
            out.resize(done + step - stream.avail_out);
            if (state == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)
                break;
        }
    } catch (...) {
        inflateEnd(&stream);
        throw;
    }
    inflateEnd(&stream);
    if (state == Z_OK || state == Z_BUF_ERROR)
        throw InputError(source, "variable: the compressed data end early");
    if (state != Z_STREAM_END)
        throw InputError(source, "variable: the compressed data are corrupt");
    return out;
}

std::string readBytes(ByteSource& source, std::uint64_t length)
{
    requireMemory(length, source.name());
    std::string bytes(length, '\0');
    source.read(bytes.data(), bytes.size());
    return bytes;
}

bool version5Variable(ByteSource& source, bool swapped,
                      const std::function<bool(const MatNode&)>& use)
{
    const std::string& name = source.name();
    if (source.remaining() < 8)
        throw InputError(name, "variable: the file ends within an element");
    std::uint32_t type = readWord(source, swapped);
    std::uint32_t length = readWord(source, swapped);
    if (length > source.remaining())
        throw InputError(name,
                         type == kCompressed ? "variable: the data end early"
                                             : "element length: passes the end",
                         fmt::format("element length {}", length),
                         fmt::format("{} bytes are left", source.remaining()));
    std::string bytes = readBytes(source, length);
    std::string_view content = bytes;
    if (type == kCompressed) {
        bytes = inflated(bytes, name);
        std::array<std::uint32_t, 2> tag{};
        if (bytes.size() < sizeof tag)
            throw InputError(name, "variable: the compressed data end early");
        std::memcpy(tag.data(), bytes.data(), sizeof tag);
        type = swapped ? __builtin_bswap32(tag[0]) : tag[0];
        length = swapped ? __builtin_bswap32(tag[1]) : tag[1];
        if (length > bytes.size() - sizeof tag)
            throw InputError(name, "element length: the compressed data end early",
                             fmt::format("{}", length),
                             fmt::format("{} bytes", bytes.size() - sizeof tag));
        content = std::string_view(bytes).substr(sizeof tag, length);
    }
    if (type != kMatrix)
        throw InputError(name, "variable: an element that is no matrix",
                         fmt::format("type {}", type), "14 (matrix) or 15 (compressed)");
    return use(MatNode::parse(content, swapped, name));
}

/// Version 4: 20 bytes of header, the name, the numbers.
bool version4Variable(ByteSource& source, const std::function<bool(const MatNode&)>& use)
{
    const auto refuse = [&source](const char* what, std::string found) {
        throw InputError(source.name(), what, std::move(found));
    };
    std::array<std::uint32_t, 5> header{};
    if (source.remaining() < sizeof header)
        refuse("variable: the file ends within a header", {});
    for (std::uint32_t& word : header)
        word = readWord(source, false);
    MatNode node;
    constexpr std::uint32_t kLargestCode = 4052;
    node.swapped = header[0] > kLargestCode;
    if (node.swapped)
        for (std::uint32_t& word : header)
            word = __builtin_bswap32(word);
    const auto [code, rows, columns, imaginary, nameLength] = header;
    const std::uint32_t precision = code / 10 % 10;
    const std::uint32_t kind = code % 10;
    if (code > kLargestCode || code / 1000 > 1 || code / 100 % 10 != 0 || precision > 5 ||
        kind > 2 || imaginary > 1 || nameLength > 1024 || nameLength > source.remaining())
        refuse("variable: not a MATLAB file of version 4 or 5", fmt::format("type {}", code));
    static constexpr std::array kStored{NumericType::Float64, NumericType::Float32,
                                        NumericType::Int32,   NumericType::Int16,
                                        NumericType::UInt16,  NumericType::UInt8};
    node.storedType = kStored[precision];
    node.kind = kind == 0   ? MatNode::Class::Double
                : kind == 1 ? MatNode::Class::Text
                            : MatNode::Class::Sparse;
    node.isComplex = imaginary == 1;
    node.shape = {rows, columns};
    const std::string name = readBytes(source, nameLength);
    node.name = name.substr(0, name.find('\0'));
    const auto bytes = byteCount(node.shape, typeSize(node.storedType) * (1 + imaginary));
    if (!bytes || *bytes > source.remaining())
        refuse("data size: the data end early",
               fmt::format("{} in {} bytes", shapeText(node.shape), source.remaining()));
    const std::string data = readBytes(source, *bytes);
    node.data = data;
    return use(node);
}

}  // namespace

void forEachMatVariable(const std::filesystem::path& file,
                        const std::function<bool(const MatNode& node)>& use)
{
    static_assert(std::endian::native == std::endian::little);
    std::array<char, kHeader> header{};
    {
        FileSource source(file);
        if (source.size() < 20)
            throw InputError(source.name(), "variable: too short for a MATLAB file",
                             fmt::format("{} bytes", source.size()));
        source.read(header.data(), std::min<std::uint64_t>(kHeader, source.size()));
    }
    const std::string_view order(header.data() + 126, 2);
    FileSource source(file);
    if (order == "IM" || order == "MI") {
        source.read(header.data(), header.size());
        while (source.remaining() > 0)
            if (!version5Variable(source, order == "MI", use))
                return;
        return;
    }
    if (std::string_view(header.data(), 6) == "MATLAB")
        throw InputError(source.name(), "variable: the header of the file is damaged");
    while (source.remaining() > 0)
        if (!version4Variable(source, use))
            return;
}

}  // namespace nie
