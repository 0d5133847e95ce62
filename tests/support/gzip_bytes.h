#pragma once

#include <QByteArray>

#include <cstdint>
#include <string>

namespace nie::test {

/// The bytes as one gzip member (RFC 1952).
inline std::string gzipped(const std::string& bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    crc = ~crc;
    std::string result("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    // Qt puts a length of 4 bytes before a zlib stream, which is deflate between 2 and 4 bytes.
    const QByteArray stream =
        qCompress(reinterpret_cast<const uchar*>(bytes.data()), int(bytes.size()));
    result.append(stream.constData() + 6, std::size_t(stream.size()) - 10);
    for (const std::uint32_t word : {crc, static_cast<std::uint32_t>(bytes.size())})
        for (int shift = 0; shift < 32; shift += 8)
            result += static_cast<char>((word >> shift) & 0xFFU);
    return result;
}

}  // namespace nie::test
