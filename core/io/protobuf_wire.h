#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nie {

/// Writes fields of a protocol buffer message
/// (https://protobuf.dev/programming-guides/encoding/).
class WireWriter {
public:
    void integer(int field, std::int64_t value);
    void real64(int field, double value);
    void real32(int field, float value);
    /// Text, bytes, or a message inside.
    void bytes(int field, std::string_view value);
    const std::string& text() const { return m_bytes; }

private:
    void varint(std::uint64_t value);
    void key(int field, int type);

    std::string m_bytes;
};

/// One field as it stands in a message.
struct WireField {
    int number = 0;
    enum class Type { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 } type = Type::Varint;
    std::uint64_t bits = 0;    ///< of Varint, Fixed64, Fixed32
    std::string_view content;  ///< of Bytes

    double asDouble() const;
    float asFloat() const;
    std::int64_t asInteger() const { return static_cast<std::int64_t>(bits); }
};

/// Reads the fields of a message in their order.
class WireReader {
public:
    explicit WireReader(std::string_view message) : m_rest(message) {}
    /// Nothing at the end, and after what is no message: then isDamaged().
    std::optional<WireField> next();
    bool isDamaged() const { return m_damaged; }

private:
    bool varint(std::uint64_t& value);
    bool fixed(std::size_t bytes, std::uint64_t& value);
    bool readValue(WireField& field);

    std::string_view m_rest;
    bool m_damaged = false;
};

}  // namespace nie
