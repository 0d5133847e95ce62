#include "core/io/tensorboard_events.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/crc32c.h"
#include "core/io/protobuf_wire.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <limits>
#include <optional>

namespace nie {

namespace fs = std::filesystem;

namespace {

// Fields of event.proto, summary.proto and tensor.proto.
constexpr int kWallTime = 1;
constexpr int kStep = 2;
constexpr int kFileVersion = 3;
constexpr int kSummary = 5;
constexpr int kValue = 1;
constexpr int kTag = 1;
constexpr int kSimpleValue = 2;
constexpr int kTensor = 8;
constexpr int kTensorType = 1;
constexpr int kTensorContent = 4;
constexpr int kFloats = 5;
constexpr int kDoubles = 6;
constexpr int kDoubleType = 2;  // DT_DOUBLE; DT_FLOAT is 1

constexpr std::size_t kHead = 12;  // length and its checksum
constexpr std::size_t kTail = 4;

std::string littleEndian(std::uint64_t value, std::size_t bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i));
    return text;
}

std::uint64_t numberAt(std::string_view bytes, std::size_t offset, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i]))
                 << (8 * i);
    return value;
}

[[noreturn]] void refuse(const std::string& file, std::size_t offset, const std::string& what)
{
    throw InputError(fmt::format("{}: byte {}", file, offset), what);
}

/// A tensor of one number; nothing for other tensors.
std::optional<double> numberOf(std::string_view tensor)
{
    std::int64_t type = 1;
    std::string_view content;
    std::optional<double> value;
    WireReader reader(tensor);
    while (const auto field = reader.next()) {
        using enum WireField::Type;
        if (field->number == kTensorType && field->type == Varint)
            type = field->asInteger();
        else if (field->number == kFloats && field->type == Fixed32)
            value = field->asFloat();
        else if (field->number == kDoubles && field->type == Fixed64)
            value = field->asDouble();
        else if (field->type == Bytes && (field->number == kTensorContent ||
                                          field->number == kFloats || field->number == kDoubles))
            content = field->content;
    }
    if (type == kDoubleType && content.size() == sizeof(double))
        value = std::bit_cast<double>(numberAt(content, 0, sizeof(double)));
    else if (type == 1 && content.size() == sizeof(float))
        value =
            std::bit_cast<float>(static_cast<std::uint32_t>(numberAt(content, 0, sizeof(float))));
    return type == 1 || type == kDoubleType ? value : std::nullopt;
}

/// Reads Summary.Value; false where the message is damaged.
bool readValue(std::string_view message, ScalarEvent event, std::vector<ScalarEvent>& scalars)
{
    std::optional<double> value;
    WireReader reader(message);
    while (const auto field = reader.next()) {
        if (field->number == kTag && field->type == WireField::Type::Bytes)
            event.tag = field->content;
        else if (field->number == kSimpleValue && field->type == WireField::Type::Fixed32)
            value = field->asFloat();
        else if (field->number == kTensor && field->type == WireField::Type::Bytes)
            value = numberOf(field->content);
    }
    if (value && !event.tag.empty()) {
        event.value = *value;
        scalars.push_back(std::move(event));
    }
    return !reader.isDamaged();
}

bool readEvent(std::string_view message, std::vector<ScalarEvent>& scalars)
{
    ScalarEvent event;
    std::string_view summary;
    WireReader reader(message);
    while (const auto field = reader.next()) {
        if (field->number == kWallTime && field->type == WireField::Type::Fixed64)
            event.wallTime = field->asDouble();
        else if (field->number == kStep && field->type == WireField::Type::Varint)
            event.step = field->asInteger();
        else if (field->number == kSummary && field->type == WireField::Type::Bytes)
            summary = field->content;
    }
    WireReader values(summary);
    while (const auto field = values.next())
        if (field->number == kValue && field->type == WireField::Type::Bytes &&
            !readValue(field->content, event, scalars))
            return false;
    return !reader.isDamaged() && !values.isDamaged();
}

}  // namespace

EventFileWriter::EventFileWriter(fs::path file, double wallTime)
    : m_file(std::move(file)),
      m_temporary(temporaryNameBeside(m_file)),
      m_stream(m_temporary, std::ios::binary | std::ios::trunc)
{
    if (!m_stream)
        throw RunError(m_file.string(), "cannot write", std::strerror(errno));
    WireWriter event;
    event.real64(kWallTime, wallTime);
    event.bytes(kFileVersion, "brain.Event:2");
    record(event.text());
}

EventFileWriter::~EventFileWriter()
{
    std::error_code ignored;
    fs::remove(m_temporary, ignored);
}

void EventFileWriter::add(double wallTime, std::int64_t step,
                          const std::vector<std::pair<std::string, double>>& values)
{
    if (values.empty())
        return;
    WireWriter summary;
    for (const auto& [tag, value] : values) {
        WireWriter one;
        one.bytes(kTag, tag);
        one.real32(kSimpleValue, static_cast<float>(value));
        summary.bytes(kValue, one.text());
    }
    WireWriter event;
    event.real64(kWallTime, wallTime);
    event.integer(kStep, step);
    event.bytes(kSummary, summary.text());
    record(event.text());
}

void EventFileWriter::record(const std::string& message)
{
    const std::string length = littleEndian(message.size(), sizeof(std::uint64_t));
    m_stream << length << littleEndian(maskedCrc32c(length), kTail) << message
             << littleEndian(maskedCrc32c(message), kTail);
}

void EventFileWriter::finish()
{
    m_stream.close();
    if (!m_stream)
        throw RunError(m_file.string(), "cannot write: the disk may be full");
    renameIntoPlace(m_temporary, m_file);
}

std::vector<ScalarEvent> readEventFile(const fs::path& file)
{
    const std::string name = file.string();
    const std::string content = readFile(file);
    const std::string_view bytes = content;
    std::vector<ScalarEvent> scalars;
    if (bytes.empty())
        refuse(name, 0, "no event file: it is empty");
    for (std::size_t offset = 0; offset < bytes.size();) {
        const std::size_t left = bytes.size() - offset;
        if (left < kHead)
            refuse(name, offset, "the record ends early: the file is cut");
        const std::uint64_t length = numberAt(bytes, offset, sizeof(std::uint64_t));
        if (numberAt(bytes, offset + 8, kTail) != maskedCrc32c(bytes.substr(offset, 8)))
            refuse(name, offset,
                   offset == 0 ? "no event file, or its first record is damaged"
                               : "the checksum of a record's length differs");
        if (length > left - kHead || left - kHead - length < kTail)
            refuse(name, offset, "the record ends early: the file is cut");
        const std::string_view message = bytes.substr(offset + kHead, length);
        if (numberAt(bytes, offset + kHead + length, kTail) != maskedCrc32c(message))
            refuse(name, offset + kHead, "the checksum of a record differs: the data are damaged");
        if (!readEvent(message, scalars))
            refuse(name, offset + kHead, "the record is no event");
        offset += kHead + length + kTail;
    }
    return scalars;
}

bool isEventFile(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string head(kHead, '\0');
    return stream.read(head.data(), kHead) &&
           numberAt(head, 8, kTail) == maskedCrc32c(std::string_view(head).substr(0, 8));
}

}  // namespace nie
