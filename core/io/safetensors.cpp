#include "core/io/safetensors.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little,
              "arrays are written as they lie in memory");

namespace {

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kLargestHeader = 100'000'000;  // the format's own limit
constexpr const char* kMetadataKey = "__metadata__";

/// In the order in which the published library ranks them; arrays are laid out from the last to the
/// first, so that wide elements stay aligned.
constexpr std::array<std::pair<const char*, std::size_t>, 15> kTypes{{{"BOOL", 1},
                                                                      {"U8", 1},
                                                                      {"I8", 1},
                                                                      {"F8_E5M2", 1},
                                                                      {"F8_E4M3", 1},
                                                                      {"I16", 2},
                                                                      {"U16", 2},
                                                                      {"F16", 2},
                                                                      {"BF16", 2},
                                                                      {"I32", 4},
                                                                      {"U32", 4},
                                                                      {"F32", 4},
                                                                      {"F64", 8},
                                                                      {"I64", 8},
                                                                      {"U64", 8}}};

std::ptrdiff_t typeRank(const std::string& dtype)
{
    return std::find_if(kTypes.begin(), kTypes.end(),
                        [&dtype](const auto& type) { return dtype == type.first; }) -
           kTypes.begin();
}

/// Bytes of an array; nothing for an unknown type, a negative length or a product beyond 64 bits.
std::optional<std::uint64_t> byteCount(const std::string& dtype,
                                       const std::vector<std::int64_t>& shape)
{
    std::uint64_t count = safetensorsElementSize(dtype);
    if (count == 0)
        return std::nullopt;
    for (const std::int64_t length : shape)
        if (length < 0 || __builtin_mul_overflow(count, static_cast<std::uint64_t>(length), &count))
            return std::nullopt;
    return count;
}

/// Where an array lies, counted from the end of the header.
struct Placement {
    std::string name;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

class Reader {
public:
    explicit Reader(const fs::path& file) : m_source(file.string()) { open(file); }

    Safetensors read()
    {
        const Json header = readHeader();
        Safetensors result;
        for (const auto& item : header.items()) {
            if (item.key() == kMetadataKey)
                readMetadata(item.value(), result.metadata);
            else
                result.arrays.emplace(item.key(), describeArray(item.key(), item.value()));
        }
        checkPlacements();
        for (const Placement& place : m_placements) {
            auto& bytes = result.arrays.at(place.name).bytes;
            bytes.resize(place.end - place.begin);
            readBytes(bytes.data(), bytes.size());
        }
        return result;
    }

private:
    [[noreturn]] void refuse(const std::string& what, std::string found = {},
                             std::string allowed = {}) const
    {
        throw InputError(m_source, what, std::move(found), std::move(allowed));
    }

    void open(const fs::path& file)
    {
        std::error_code failure;
        if (!fs::exists(file, failure))
            refuse("no such file");
        if (!fs::is_regular_file(file, failure))
            refuse("is not a file");
        m_size = fs::file_size(file, failure);
        if (!failure)
            m_stream.open(file, std::ios::binary);
        if (failure || !m_stream)
            refuse("cannot read");
    }

    void readBytes(void* target, std::size_t count)
    {
        m_stream.read(static_cast<char*>(target), static_cast<std::streamsize>(count));
        if (m_stream.gcount() != static_cast<std::streamsize>(count))
            refuse("cannot be read to its end");
    }

    Json readHeader()
    {
        if (m_size < kLengthBytes)
            refuse("truncated: too short for a safetensors file", fmt::format("{} bytes", m_size));
        std::uint64_t length = 0;
        readBytes(&length, kLengthBytes);
        if (length > m_size - kLengthBytes || length > kLargestHeader)
            refuse("truncated or not a safetensors file: the header passes the end",
                   fmt::format("a header of {} bytes in a file of {} bytes", length, m_size));
        std::string text(length, '\0');
        readBytes(text.data(), text.size());
        m_dataSize = m_size - kLengthBytes - length;
        if (text.empty() || text.front() != '{')
            refuse("the header is not a JSON object");
        return parseHeader(text);
    }

    Json parseHeader(const std::string& text) const
    {
        std::vector<std::set<std::string>> names;
        const auto watch = [this, &names](int depth, Json::parse_event_t event,
                                          const Json& parsed) {
            if (depth > 3)
                refuse("the header is nested too deeply");
            if (event == Json::parse_event_t::object_start)
                names.emplace_back();
            else if (event == Json::parse_event_t::object_end)
                names.pop_back();
            else if (event == Json::parse_event_t::key &&
                     !names.back().insert(parsed.get<std::string>()).second)
                refuse("the header has a name twice", parsed.dump());
            return true;
        };
        try {
            return Json::parse(text, watch);
        } catch (const Json::parse_error& error) {
            refuse(fmt::format("the header is not JSON at byte {}", error.byte));
        }
    }

    void readMetadata(const Json& json, std::map<std::string, std::string>& metadata) const
    {
        if (!json.is_object())
            refuse("the metadata is not an object", json.dump());
        for (const auto& item : json.items()) {
            if (!item.value().is_string())
                refuse("metadata '" + item.key() + "' is not a text", item.value().dump());
            metadata.emplace(item.key(), item.value().get<std::string>());
        }
    }

    NamedArray describeArray(const std::string& name, const Json& json)
    {
        const std::string what = "array '" + name + "': ";
        if (!json.is_object() || json.size() != 3 || !json.contains("dtype") ||
            !json.contains("shape") || !json.contains("data_offsets"))
            refuse(what + "not a description", json.dump(), "dtype, shape, data_offsets");
        NamedArray array;
        if (json["dtype"].is_string())
            array.dtype = json["dtype"].get<std::string>();
        if (safetensorsElementSize(array.dtype) == 0)
            refuse(what + "unknown dtype", json["dtype"].dump(),
                   "BOOL, U8, I8, ... F32, F64, I64, U64");
        for (const std::uint64_t length : wholeNumbers(json["shape"], what + "shape"))
            array.shape.push_back(static_cast<std::int64_t>(length));
        const auto offsets = wholeNumbers(json["data_offsets"], what + "data_offsets");
        if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > m_dataSize)
            refuse(what + "data_offsets outside the file", json["data_offsets"].dump(),
                   fmt::format("0 <= begin <= end <= {}", m_dataSize));
        const auto bytes = byteCount(array.dtype, array.shape);
        if (!bytes || *bytes != offsets[1] - offsets[0])
            refuse(what + "shape and length differ",
                   fmt::format("{} {} in {} bytes", array.dtype, json["shape"].dump(),
                               offsets[1] - offsets[0]),
                   bytes ? fmt::format("{} bytes", *bytes) : "a shape whose size fits 64 bits");
        m_placements.push_back({name, offsets[0], offsets[1]});
        return array;
    }

    std::vector<std::uint64_t> wholeNumbers(const Json& json, const std::string& what) const
    {
        std::vector<std::uint64_t> numbers;
        bool valid = json.is_array();
        if (valid)
            for (const Json& item : json) {
                valid = item.is_number_unsigned() && item.get<std::uint64_t>() <= INT64_MAX;
                if (!valid)
                    break;
                numbers.push_back(item.get<std::uint64_t>());
            }
        if (!valid)
            refuse(what + ": wrong type", json.dump(), "a list of whole numbers >= 0");
        return numbers;
    }

    /// The arrays must follow one another without a gap and fill the file to its end.
    void checkPlacements()
    {
        std::sort(m_placements.begin(), m_placements.end(),
                  [](const Placement& a, const Placement& b) {
                      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                  });
        std::uint64_t end = 0;
        for (const Placement& place : m_placements) {
            if (place.begin != end)
                refuse(
                    fmt::format("array '{}' {}", place.name,
                                place.begin < end ? "overlaps another" : "leaves a gap before it"),
                    fmt::format("offset {}", place.begin), fmt::format("{}", end));
            end = place.end;
        }
        if (end != m_dataSize)
            refuse("the arrays do not fill the file", fmt::format("{} bytes of data", m_dataSize),
                   fmt::format("{}", end));
    }

    std::string m_source;
    std::ifstream m_stream;
    std::uint64_t m_size = 0;
    std::uint64_t m_dataSize = 0;
    std::vector<Placement> m_placements;
};

/// JSON header, padded with spaces so that the data begins at a multiple of 8 bytes.
std::string composeHeader(const Safetensors& file, const std::vector<std::string>& order,
                          const std::string& source)
{
    Json header = Json::object();
    if (!file.metadata.empty())
        for (const auto& [key, value] : file.metadata)
            header[kMetadataKey][key] = value;
    std::uint64_t offset = 0;
    for (const std::string& name : order) {
        const NamedArray& array = file.arrays.at(name);
        const auto bytes = byteCount(array.dtype, array.shape);
        if (name == kMetadataKey || !bytes || *bytes != array.bytes.size())
            throw RunError(source, "array '" + name + "' has a bad name, dtype, shape or length",
                           fmt::format("{} in {} bytes", array.dtype, array.bytes.size()));
        header[name] = {{"dtype", array.dtype}, {"shape", array.shape}};
        header[name]["data_offsets"] = {offset, offset + *bytes};
        offset += *bytes;
    }
    try {
        std::string text = header.dump();
        text.resize((text.size() + 7) / 8 * 8, ' ');
        return text;
    } catch (const Json::type_error&) {
        throw RunError(source, "a name or metadata is not UTF-8");
    }
}

}  // namespace

std::size_t safetensorsElementSize(const std::string& dtype)
{
    const auto rank = static_cast<std::size_t>(typeRank(dtype));
    return rank < kTypes.size() ? kTypes[rank].second : 0;
}

Safetensors Safetensors::read(const fs::path& file)
{
    return Reader(file).read();
}

void Safetensors::write(const fs::path& file) const
{
    std::vector<std::string> order;
    for (const auto& item : arrays)
        order.push_back(item.first);
    std::stable_sort(order.begin(), order.end(),
                     [this](const std::string& a, const std::string& b) {
                         return typeRank(arrays.at(a).dtype) > typeRank(arrays.at(b).dtype);
                     });
    const std::string header = composeHeader(*this, order, file.string());
    const std::uint64_t length = header.size();
    std::string content(kLengthBytes, '\0');
    std::copy_n(reinterpret_cast<const char*>(&length), kLengthBytes, content.begin());
    content += header;
    for (const std::string& name : order) {
        const auto& bytes = arrays.at(name).bytes;
        content.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    writeFileAtomically(file, content);
}

}  // namespace nie
