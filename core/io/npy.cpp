#include "core/io/npy.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace nie {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kAlignment = 64;
constexpr const char* kNpyTypes = "f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1";

const std::array<std::pair<std::string_view, NumericType>, 11> kCodes{{
    {"f4", NumericType::Float32},
    {"f8", NumericType::Float64},
    {"i1", NumericType::Int8},
    {"i2", NumericType::Int16},
    {"i4", NumericType::Int32},
    {"i8", NumericType::Int64},
    {"u1", NumericType::UInt8},
    {"u2", NumericType::UInt16},
    {"u4", NumericType::UInt32},
    {"u8", NumericType::UInt64},
    {"b1", NumericType::Boolean},
}};

std::string shortened(std::string_view text)
{
    constexpr std::size_t kMost = 60;
    return text.size() <= kMost ? std::string(text) : std::string(text.substr(0, kMost)) + "...";
}

/// The description {'descr': '<f8', 'fortran_order': False, 'shape': (40, 5), } and nothing else.
class DescriptionParser {
public:
    DescriptionParser(std::string_view text, std::string source)
        : m_rest(text),
          m_source(std::move(source))
    {}

    NpyHeader parse()
    {
        NpyHeader header;
        std::map<std::string, int> seen;
        expect('{');
        while (!accept('}')) {
            const std::string key = quoted();
            if (++seen[key] > 1)
                refuse("header: '" + key + "' stands twice");
            expect(':');
            if (key == "descr")
                readType(header);
            else if (key == "fortran_order")
                header.fortranOrder = boolean();
            else if (key == "shape")
                header.shape = lengths();
            else
                refuse("header: unknown key", "'" + key + "'", "descr, fortran_order, shape");
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipBlanks();
        if (!m_rest.empty())
            refuse("header: text after the description", shortened(m_rest));
        if (seen.size() != 3)
            refuse("header: a key is missing", {}, "descr, fortran_order, shape");
        return header;
    }

private:
    [[noreturn]] void refuse(std::string what, std::string found = {},
                             std::string allowed = {}) const
    {
        throw InputError(m_source, std::move(what), std::move(found), std::move(allowed));
    }

    void skipBlanks()
    {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t\r\n"), m_rest.size()));
    }
    bool accept(char wanted)
    {
        skipBlanks();
        if (m_rest.empty() || m_rest.front() != wanted)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void expect(char wanted)
    {
        if (!accept(wanted))
            refuse("header: not a description", shortened(m_rest), fmt::format("'{}'", wanted));
    }

    std::string quoted()
    {
        skipBlanks();
        const char quote = m_rest.empty() ? '\0' : m_rest.front();
        const auto end = m_rest.find(quote, 1);
        if ((quote != '\'' && quote != '"') || end == std::string_view::npos)
            refuse("header: not a plain text", shortened(m_rest), "a quoted text");
        std::string text(m_rest.substr(1, end - 1));
        m_rest.remove_prefix(end + 1);
        return text;
    }

    void readType(NpyHeader& header)
    {
        skipBlanks();
        if (m_rest.starts_with('['))
            refuse("descr: a structured type cannot be read", shortened(m_rest.substr(0, 24)),
                   kNpyTypes);
        if (!m_rest.starts_with('\'') && !m_rest.starts_with('"'))
            refuse("header: descr is not a plain text", shortened(m_rest), kNpyTypes);
        const std::string descr = quoted();
        const std::string_view order = std::string_view(descr).substr(0, 1);
        const std::string_view code = descr.empty() ? "" : std::string_view(descr).substr(1);
        const auto known = std::find_if(kCodes.begin(), kCodes.end(),
                                        [code](const auto& item) { return item.first == code; });
        if (descr.empty() || order.find_first_of("<>|=") == std::string_view::npos ||
            known == kCodes.end())
            refuse("descr: this type cannot be read", "'" + descr + "'",
                   std::string(kNpyTypes) + (code.starts_with('O') ? "; pickled objects are never "
                                                                     "opened"
                                                                   : ""));
        header.type = known->second;
        header.bigEndian = order == ">";
    }

    bool boolean()
    {
        skipBlanks();
        for (const auto& [word, value] : {std::pair("True", true), std::pair("False", false)})
            if (m_rest.starts_with(word)) {
                m_rest.remove_prefix(std::string_view(word).size());
                return value;
            }
        refuse("header: fortran_order", shortened(m_rest), "True or False");
    }

    std::vector<std::int64_t> lengths()
    {
        std::vector<std::int64_t> shape;
        expect('(');
        while (!accept(')')) {
            skipBlanks();
            std::int64_t length = 0;
            const auto [end, fault] =
                std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), length);
            if (fault != std::errc() || length < 0)
                refuse("shape: not a length", shortened(m_rest), "whole numbers >= 0");
            m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
            if (m_rest.starts_with('L'))  // as Python 2 wrote it
                m_rest.remove_prefix(1);
            shape.push_back(length);
            if (shape.size() > 32)
                refuse("shape: too many axes", {}, "at most 32");
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return shape;
    }

    std::string_view m_rest;
    std::string m_source;
};

std::string readDescription(ByteSource& source)
{
    constexpr std::size_t kPrefix = 8;
    const auto refuse = [&source](const char* what, std::string found, std::string allowed) {
        throw InputError(source.name(), what, std::move(found), std::move(allowed));
    };
    std::array<char, kPrefix> prefix{};
    if (source.size() < kPrefix + 2)
        refuse("magic: too short for an NPY file", fmt::format("{} bytes", source.size()),
               "\\x93NUMPY, version, header");
    source.read(prefix.data(), prefix.size());
    if (std::string_view(prefix.data(), kMagic.size()) != kMagic)
        refuse("magic: not an NPY file", {}, "\\x93NUMPY as the first bytes");
    const int version = static_cast<unsigned char>(prefix[6]);
    if (version < 1 || version > 3)
        refuse("version", fmt::format("{}", version), "1, 2 or 3");
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    std::array<unsigned char, 4> digits{};
    source.read(digits.data(), lengthBytes);
    const std::uint64_t length =
        digits[0] | digits[1] << 8 | digits[2] << 16 | std::uint64_t(digits[3]) << 24;
    const std::uint64_t most = std::min<std::uint64_t>(source.remaining(), 1 << 20);
    if (length > most)
        refuse("header length: passes the end", fmt::format("{} bytes", length),
               fmt::format("at most {}", most));
    std::string text(length, '\0');
    source.read(text.data(), text.size());
    return text;
}

}  // namespace

NpyHeader NpyHeader::read(ByteSource& source)
{
    const std::string text = readDescription(source);
    NpyHeader header = DescriptionParser(text, source.name()).parse();
    const auto bytes = byteCount(header.shape, typeSize(header.type));
    if (!bytes)
        throw InputError(source.name(), "shape: the size does not fit 63 bits",
                         shapeText(header.shape));
    if (*bytes > source.remaining())
        throw InputError(source.name(), "data size: the file is too short",
                         fmt::format("{} bytes needed, {} present", *bytes, source.remaining()));
    return header;
}

std::string NpyHeader::compose(NumericType type, const std::vector<std::int64_t>& shape)
{
    const auto code = std::find_if(kCodes.begin(), kCodes.end(),
                                   [type](const auto& item) { return item.second == type; });
    std::string text = fmt::format("{{'descr': '{}{}', 'fortran_order': False, 'shape': ({}{}), }}",
                                   typeSize(type) == 1 ? '|' : '<', code->first,
                                   fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
    const std::size_t used = kMagic.size() + 4 + text.size() + 1;
    text.append((kAlignment - used % kAlignment) % kAlignment, ' ');
    text += '\n';
    std::string head(kMagic);
    head += {'\x01', '\x00', static_cast<char>(text.size() & 0xff),
             static_cast<char>(text.size() >> 8)};
    return head + text;
}

NumericArray readNpy(ByteSource& source)
{
    const NpyHeader header = NpyHeader::read(source);
    NumericArray array{{}, header.shape, {}, header.type};
    requireMemory(byteCount(header.shape, sizeof(double)).value_or(UINT64_MAX), source.name());
    decodeBlocks(array, header.bigEndian,
                 [&source](void* target, std::size_t bytes) { source.read(target, bytes); });
    return header.fortranOrder ? fromColumnMajor(std::move(array)) : array;
}

NumericArray readNpy(const std::filesystem::path& file)
{
    FileSource source(file);
    NumericArray array = readNpy(source);
    array.name = file.stem().string();
    return array;
}

void writeNpy(const std::filesystem::path& file, const NumericArray& array)
{
    if (elementCount(array.shape) != array.values.size())
        throw RunError(
            file.string(), "shape and number of values differ",
            fmt::format("{} values for {}", array.values.size(), shapeText(array.shape)));
    writeFileAtomically(file, NpyHeader::compose(array.type, array.shape) +
                                  encodeNumbers(array.values.data(), array.values.size(),
                                                array.type, file.string()));
}

}  // namespace nie
