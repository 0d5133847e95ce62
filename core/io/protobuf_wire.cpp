#include "core/io/protobuf_wire.h"

#include <bit>

namespace nie {

void WireWriter::varint(std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        m_bytes += static_cast<char>(value | 0x80);
    m_bytes += static_cast<char>(value);
}

void WireWriter::key(int field, int type)
{
    varint(static_cast<std::uint64_t>(field) << 3 | static_cast<std::uint64_t>(type));
}

void WireWriter::integer(int field, std::int64_t value)
{
    key(field, 0);
    varint(static_cast<std::uint64_t>(value));
}

void WireWriter::real64(int field, double value)
{
    key(field, 1);
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i)
        m_bytes += static_cast<char>(bits >> (8 * i));
}

void WireWriter::real32(int field, float value)
{
    key(field, 5);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int i = 0; i < 4; ++i)
        m_bytes += static_cast<char>(bits >> (8 * i));
}

void WireWriter::bytes(int field, std::string_view value)
{
    key(field, 2);
    varint(value.size());
    m_bytes += value;
}

double WireField::asDouble() const
{
    return std::bit_cast<double>(bits);
}

float WireField::asFloat() const
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
}

bool WireReader::varint(std::uint64_t& value)
{
    value = 0;
    for (int shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

bool WireReader::fixed(std::size_t bytes, std::uint64_t& value)
{
    if (m_rest.size() < bytes)
        return false;
    value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_rest[i])) << (8 * i);
    m_rest.remove_prefix(bytes);
    return true;
}

bool WireReader::readValue(WireField& field)
{
    switch (field.type) {
    case WireField::Type::Varint:
        return varint(field.bits);
    case WireField::Type::Fixed64:
        return fixed(8, field.bits);
    case WireField::Type::Fixed32:
        return fixed(4, field.bits);
    case WireField::Type::Bytes:
        break;
    }
    std::uint64_t length = 0;
    if (field.type != WireField::Type::Bytes || !varint(length) || length > m_rest.size())
        return false;
    field.content = m_rest.substr(0, length);
    m_rest.remove_prefix(length);
    return true;
}

std::optional<WireField> WireReader::next()
{
    if (m_rest.empty() || m_damaged)
        return std::nullopt;
    std::uint64_t key = 0;
    WireField field;
    m_damaged = !varint(key);
    field.number = static_cast<int>(key >> 3);
    field.type = static_cast<WireField::Type>(key & 7U);
    m_damaged = m_damaged || field.number == 0 || !readValue(field);
    return m_damaged ? std::nullopt : std::optional(field);
}

}  // namespace nie
