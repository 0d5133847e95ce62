#include "core/io/nifti_header.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace nie {

namespace {

constexpr std::size_t kSizeNifti1 = 348;
constexpr std::size_t kSizeNifti2 = 540;

/// Where the fields of a format stand, in bytes; floats are 4 bytes wide in NIfTI-1, else 8.
struct FieldOffsets {
    std::size_t dim, datatype, bitpix, pixdim, voxelOffset, slope, intercept, units, intent;
    std::size_t intentName, description, qformCode, sformCode, quaternion, offset, rows;
};
constexpr FieldOffsets kNifti1{40, 70,  72,  76,  108, 112, 116, 123,
                               68, 328, 148, 252, 254, 256, 268, 280};
constexpr FieldOffsets kNifti2{16,  12,  14,  104, 168, 176, 184, 500,
                               504, 508, 240, 344, 348, 352, 376, 400};

class NiftiHeaderParser {
public:
    NiftiHeaderParser(std::string_view bytes, const std::string& source)
        : m_bytes(bytes),
          m_source(source)
    {}

    NiftiHeader parse()
    {
        findFormat();
        readDimensions();
        readType();
        for (std::size_t k = 0; k < m_header.pixdim.size(); ++k)
            m_header.pixdim[k] = real(m_at.pixdim, k);
        readVoxelOffset();
        if (m_header.format != NiftiHeader::Format::Analyze) {
            readScaling();
            readDescriptions();
            readOrientation();
        }
        return std::move(m_header);
    }

private:
    [[noreturn]] void refuse(std::string what, std::string found, std::string allowed = {}) const
    {
        throw InputError(m_source, std::move(what), std::move(found), std::move(allowed));
    }
    void warn(std::string text) { m_header.warnings.push_back(std::move(text)); }

    template <class T>
    T number(std::size_t offset) const
    {
        std::array<char, sizeof(T)> raw;
        std::memcpy(raw.data(), m_bytes.data() + offset, sizeof(T));
        if (m_header.swapped)
            std::reverse(raw.begin(), raw.end());
        return std::bit_cast<T>(raw);
    }
    bool isWide() const { return m_header.format == NiftiHeader::Format::Nifti2; }
    double real(std::size_t offset, std::size_t index = 0) const
    {
        return isWide() ? number<double>(offset + 8 * index)
                        : static_cast<double>(number<float>(offset + 4 * index));
    }
    std::int32_t code(std::size_t offset) const
    {
        return isWide() ? number<std::int32_t>(offset) : number<std::int16_t>(offset);
    }
    /// A text field may fill its whole length without a zero.
    std::string text(std::size_t offset, std::size_t length) const
    {
        const std::string_view field = m_bytes.substr(offset, length);
        return std::string(field.substr(0, std::min(field.find('\0'), field.size())));
    }

    void findFormat()
    {
        const auto requireBytes = [this](std::size_t needed) {
            if (m_bytes.size() < needed)
                refuse("header: too short", fmt::format("{} bytes", m_bytes.size()),
                       fmt::format("{} bytes needed", needed));
        };
        if (m_bytes.size() < sizeof(std::int32_t))
            requireBytes(kSizeNifti1);
        const auto size = number<std::int32_t>(0);
        m_header.swapped = true;
        const auto swappedSize = number<std::int32_t>(0);
        const bool asRead = size == kSizeNifti1 || size == kSizeNifti2;
        m_header.swapped = !asRead;
        if (!asRead && swappedSize != kSizeNifti1 && swappedSize != kSizeNifti2)
            refuse("sizeof_hdr: this is no NIfTI or Analyze header", std::to_string(size),
                   "348 or 540 in either byte order");
        const auto needed = static_cast<std::size_t>(asRead ? size : swappedSize);
        requireBytes(needed);
        needed == kSizeNifti2 ? readMagic2() : readMagic1();
        m_at = isWide() ? kNifti2 : kNifti1;
    }

    void readMagic1()
    {
        const std::string_view magic = m_bytes.substr(344, 4);
        using namespace std::string_view_literals;
        m_header.singleFile = magic == "n+1\0"sv;
        if (m_header.singleFile || magic == "ni1\0"sv) {
            m_header.format = NiftiHeader::Format::Nifti1;
            return;
        }
        if (magic.starts_with("n+") || magic.starts_with("ni"))
            refuseMagic(magic, "n+1 or ni1 and a zero byte");
        // Without a magic the bytes from 112 on mean something else: Analyze 7.5 (Mayo Clinic).
        m_header.format = NiftiHeader::Format::Analyze;
    }

    void readMagic2()
    {
        const std::string_view magic = m_bytes.substr(4, 8);
        using namespace std::string_view_literals;
        m_header.format = NiftiHeader::Format::Nifti2;
        m_header.singleFile = magic == "n+2\0\r\n\x1a\n"sv;
        if (!m_header.singleFile && magic != "ni2\0\r\n\x1a\n"sv)
            refuseMagic(magic, "n+2 or ni2, a zero byte, CR LF 1A LF: without them a transfer as "
                               "text has changed the file");
    }

    [[noreturn]] void refuseMagic(std::string_view magic, const std::string& allowed) const
    {
        std::string shown;
        for (const char c : magic)
            shown += c >= ' ' && c <= '~' ? std::string(1, c)
                                          : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        refuse("magic: not one of the format", "\"" + shown + "\"", allowed);
    }

    std::int64_t storedDim(std::size_t k) const
    {
        return isWide() ? number<std::int64_t>(m_at.dim + 8 * k)
                        : number<std::int16_t>(m_at.dim + 2 * k);
    }

    void readDimensions()
    {
        const std::int64_t rank = storedDim(0);
        if (rank < 1 || rank > 7)
            refuse("dim[0]: no number of axes", std::to_string(rank), "1 to 7");
        // Nothing is read beyond dim[0]: zeros and negative numbers occur there.
        for (std::size_t k = 1; k <= static_cast<std::size_t>(rank); ++k) {
            const std::int64_t length = storedDim(k);
            if (length < 1)
                refuse(fmt::format("dim[{}]: no length", k), std::to_string(length), "at least 1");
            m_header.shape.push_back(length);
        }
    }

    void readType()
    {
        const std::int32_t type = number<std::int16_t>(m_at.datatype);
        const auto known = NiftiType::find(type);
        if (!known || known->voxel == NiftiType::Voxel::Unsupported)
            refuse("datatype: not supported",
                   known ? fmt::format("{} ({})", type, known->name) : std::to_string(type),
                   "2, 4, 8, 16, 64, 256, 512, 768, 1024 or 1280");
        m_header.type = *known;
        const std::int32_t bits = number<std::int16_t>(m_at.bitpix);
        if (bits != static_cast<std::int32_t>(8 * known->bytes))
            warn(fmt::format("bitpix: is {}, but a voxel of type {} has {} bits; the type decides",
                             bits, known->name, 8 * known->bytes));
        if (!byteCount(m_header.shape, known->bytes))
            refuse("data size: the lengths have a product beyond 63 bits",
                   shapeText(m_header.shape));
    }

    void readVoxelOffset()
    {
        if (m_header.format == NiftiHeader::Format::Analyze) {
            m_header.singleFile = false;
            return;
        }
        const auto least =
            static_cast<std::uint64_t>(m_header.singleFile ? m_header.size() + 4 : 0);
        const std::string allowed = m_header.singleFile
                                        ? fmt::format("a whole number >= {} within the file", least)
                                        : "a whole number >= 0 within the file";
        if (isWide()) {
            const auto offset = number<std::int64_t>(m_at.voxelOffset);
            if (offset < 0)
                refuse("vox_offset: is negative", std::to_string(offset), allowed);
            m_header.voxelOffset = static_cast<std::uint64_t>(offset);
        } else {
            constexpr double kBeyondAnyFile = 1e18;
            const double offset = real(m_at.voxelOffset);
            if (!(offset >= 0) || offset > kBeyondAnyFile || offset != std::floor(offset))
                refuse("vox_offset: no place in a file", fmt::format("{}", offset), allowed);
            m_header.voxelOffset = static_cast<std::uint64_t>(offset);
        }
        if (m_header.singleFile && m_header.voxelOffset == 0) {
            warn(fmt::format("vox_offset: is 0 in a single file; read as {}", least));
            m_header.voxelOffset = least;
        }
        if (m_header.voxelOffset < least)
            refuse("vox_offset: lies inside the header", std::to_string(m_header.voxelOffset),
                   allowed);
    }

    void readScaling()
    {
        m_header.slope = real(m_at.slope);
        m_header.intercept = real(m_at.intercept);
        if (!std::isfinite(m_header.slope)) {
            warn(fmt::format("scl_slope: is {}; the values are as stored", m_header.slope));
            m_header.slope = 0.0;
        }
        if (m_header.slope != 0.0 && !std::isfinite(m_header.intercept)) {
            warn(fmt::format("scl_inter: is {}; read as 0", m_header.intercept));
            m_header.intercept = 0.0;
        }
    }

    void readDescriptions()
    {
        m_header.units = isWide() ? number<std::int32_t>(m_at.units)
                                  : static_cast<unsigned char>(m_bytes[m_at.units]);
        m_header.intent = code(m_at.intent);
        m_header.intentName = text(m_at.intentName, 16);
        m_header.description = text(m_at.description, 80);
    }

    void readOrientation()
    {
        NiftiHeader::Orientation& to = m_header.orientation;
        to.qformCode = code(m_at.qformCode);
        to.sformCode = code(m_at.sformCode);
        for (std::size_t k = 0; k < 3; ++k) {
            to.quaternion[k] = real(m_at.quaternion, k);
            to.offset[k] = real(m_at.offset, k);
            for (std::size_t column = 0; column < 4; ++column)
                to.rows[k][column] = real(m_at.rows, 4 * k + column);
        }
    }

    std::string_view m_bytes;
    const std::string& m_source;
    FieldOffsets m_at = kNifti1;
    NiftiHeader m_header;
};

}  // namespace

NiftiHeader NiftiHeader::parse(std::string_view bytes, const std::string& source)
{
    return NiftiHeaderParser(bytes.substr(0, kLongest), source).parse();
}

std::string NiftiHeader::kind() const
{
    return format == Format::Analyze  ? "Analyze 7.5"
           : format == Format::Nifti1 ? "NIfTI-1"
                                      : "NIfTI-2";
}

std::uint64_t NiftiHeader::dataBytes() const
{
    return byteCount(shape, type.bytes).value();
}

double NiftiHeader::millimetres() const
{
    const int unit = units & 0x07;
    return unit == 1 ? 1000.0 : unit == 3 ? 0.001 : 1.0;
}

}  // namespace nie
