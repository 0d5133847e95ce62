#include "core/io/mat_node.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace nie {

namespace {

constexpr int kDeepest = 16;  // cells within cells
constexpr std::size_t kMostAxes = 32;
constexpr std::uint32_t kMatrixElement = 14;
constexpr std::string_view kWhat = "variable: ";

/// Types of elements, table 1-1 of the format; text counts as whole numbers.
std::optional<NumericType> elementType(std::uint32_t code)
{
    switch (code) {
    case 1:
        return NumericType::Int8;
    case 2:
    case 16:
        return NumericType::UInt8;
    case 3:
        return NumericType::Int16;
    case 4:
    case 17:
        return NumericType::UInt16;
    case 5:
        return NumericType::Int32;
    case 6:
    case 18:
        return NumericType::UInt32;
    case 7:
        return NumericType::Float32;
    case 9:
        return NumericType::Float64;
    case 12:
        return NumericType::Int64;
    case 13:
        return NumericType::UInt64;
    default:
        return std::nullopt;
    }
}

struct Element {
    std::uint32_t type = 0;
    std::string_view data;
};

class Parser {
public:
    Parser(std::string_view bytes, bool swapped, const std::string& source)
        : m_rest(bytes),
          m_swapped(swapped),
          m_source(source)
    {}

    MatNode matrix(int depth)
    {
        MatNode node;
        node.swapped = m_swapped;
        if (m_rest.empty())  // an empty field or cell
            return node;
        if (depth > kDeepest)
            refuse("is nested too deeply");
        const Element flags = next();
        if (flags.data.size() < 8)
            refuse("its flags are damaged");
        const std::uint32_t word = this->word(flags.data, 0);
        if ((word & 0xff) > 17 || (word & 0xff) == 0)
            refuse("an unknown class", fmt::format("{}", word & 0xff));
        node.kind = static_cast<MatNode::Class>(word & 0xff);
        node.isLogical = (word & 0x200) != 0;
        node.isComplex = (word & 0x800) != 0;
        if (node.kind == MatNode::Class::Opaque)  // has no lengths: a class instance
            return node;
        readShape(node);
        node.name = std::string(next().data);
        if (node.kind == MatNode::Class::Structure)
            readFields(node, depth);
        else if (node.kind == MatNode::Class::Cell)
            readChildren(node, node.count(), depth);
        else if (node.isNumeric() || node.kind == MatNode::Class::Text)
            readData(node);
        return node;
    }

private:
    [[noreturn]] void refuse(const std::string& what, std::string found = {},
                             std::string allowed = {}) const
    {
        throw InputError(m_source, std::string(kWhat) + what, std::move(found), std::move(allowed));
    }

    std::uint32_t word(std::string_view bytes, std::size_t place) const
    {
        std::array<unsigned char, 4> four{};
        std::memcpy(four.data(), bytes.data() + place, 4);
        if (m_swapped)
            std::reverse(four.begin(), four.end());
        return four[0] | four[1] << 8 | four[2] << 16 | std::uint32_t(four[3]) << 24;
    }

    Element next()
    {
        if (m_rest.size() < 8)
            refuse("the data end early");
        const std::uint32_t first = word(m_rest, 0);
        Element element;
        if (first >> 16 != 0) {  // up to four bytes lie within the tag
            const std::size_t length = first >> 16;
            if (length > 4)
                refuse("element length: of a small element", fmt::format("{}", length), "1 to 4");
            element = {first & 0xffff, m_rest.substr(4, length)};
            m_rest.remove_prefix(8);
            return element;
        }
        const std::size_t length = word(m_rest, 4);
        if (length > m_rest.size() - 8)
            refuse("element length: the data end early", fmt::format("{}", length),
                   fmt::format("{} bytes are left", m_rest.size() - 8));
        element = {first, m_rest.substr(8, length)};
        m_rest.remove_prefix(std::min(m_rest.size(), 8 + (length + 7) / 8 * 8));
        return element;
    }

    void readShape(MatNode& node)
    {
        const Element lengths = next();
        const std::size_t axes = lengths.data.size() / 4;
        if (axes < 2 || axes > kMostAxes)
            refuse("number of axes", fmt::format("{}", axes), "2 to 32");
        for (std::size_t axis = 0; axis < axes; ++axis)
            node.shape.push_back(static_cast<std::int32_t>(word(lengths.data, 4 * axis)));
        if (!elementCount(node.shape))
            refuse("shape: its size does not fit 63 bits", shapeText(node.shape));
    }

    void readData(MatNode& node)
    {
        const Element real = next();
        const auto type = elementType(real.type);
        if (!type)
            refuse("type of the data", fmt::format("{}", real.type));
        node.storedType = *type;
        // Text may be UTF-8, where a character is no fixed number of bytes.
        const auto needed = byteCount(node.shape, typeSize(*type));
        if (node.isNumeric() && (!needed || *needed > real.data.size()))
            refuse("data size: the data end early",
                   fmt::format("{} in {} bytes", shapeText(node.shape), real.data.size()));
        node.data = real.data;
    }

    void readFields(MatNode& node, int depth)
    {
        const Element length = next();
        const Element names = next();
        if (length.data.size() < 4)
            refuse("the field names of a structure are damaged");
        const std::size_t each = word(length.data, 0);
        if (each == 0 || each > 4096)
            refuse("length of field names", fmt::format("{}", each), "1 to 4096");
        for (std::size_t begin = 0; begin + each <= names.data.size(); begin += each) {
            const std::string_view name = names.data.substr(begin, each);
            node.fields.emplace_back(name.substr(0, name.find('\0')));
        }
        std::uint64_t members = 0;
        if (__builtin_mul_overflow(node.count(), node.fields.size(), &members))
            refuse("shape: a structure of impossible size", shapeText(node.shape));
        readChildren(node, members, depth);
    }

    void readChildren(MatNode& node, std::uint64_t count, int depth)
    {
        if (count > m_rest.size() / 8)  // each has at least a tag
            refuse("the cells end early", fmt::format("{} cells", count),
                   fmt::format("{} bytes are left", m_rest.size()));
        for (std::uint64_t i = 0; i < count; ++i) {
            const Element child = next();
            if (child.type != kMatrixElement)
                refuse("a cell that is no matrix", fmt::format("type {}", child.type));
            node.children.push_back(Parser(child.data, m_swapped, m_source).matrix(depth + 1));
        }
    }

    std::string_view m_rest;
    bool m_swapped;
    const std::string& m_source;
};

}  // namespace

NumericType MatNode::type() const
{
    if (isLogical)
        return NumericType::Boolean;
    switch (kind) {
    case Class::Single:
        return NumericType::Float32;
    case Class::Int8:
        return NumericType::Int8;
    case Class::UInt8:
        return NumericType::UInt8;
    case Class::Int16:
        return NumericType::Int16;
    case Class::UInt16:
        return NumericType::UInt16;
    case Class::Int32:
        return NumericType::Int32;
    case Class::UInt32:
        return NumericType::UInt32;
    case Class::Int64:
        return NumericType::Int64;
    case Class::UInt64:
        return NumericType::UInt64;
    default:
        return NumericType::Float64;
    }
}

std::string MatNode::kindText() const
{
    if (isNumeric())
        return isComplex ? "complex" : "a matrix";
    switch (kind) {
    case Class::Empty:
        return "empty";
    case Class::Text:
        return "text";
    case Class::Sparse:
        return "a sparse matrix";
    case Class::Cell:
        return "a cell";
    case Class::Structure:
        return "a structure";
    default:
        return "no matrix of numbers";
    }
}

NumericArray MatNode::numbers() const
{
    NumericArray array{name, shape, std::vector<double>(count()), type()};
    decodeNumbers(data.data(), storedType, swapped, array.values.size(), array.values.data());
    return fromColumnMajor(std::move(array));
}

std::string MatNode::text() const
{
    if (kind != Class::Text)
        return {};
    constexpr std::size_t kLongest = 1000;
    const std::size_t size = typeSize(storedType);
    std::string result;
    for (std::size_t i = 0; i < std::min(data.size() / size, kLongest); ++i)
        result += data[i * size + (swapped ? size - 1 : 0)];
    return result;
}

MatNode MatNode::parse(std::string_view bytes, bool swapped, const std::string& source)
{
    return Parser(bytes, swapped, source).matrix(0);
}

}  // namespace nie
