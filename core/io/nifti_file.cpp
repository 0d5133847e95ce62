#include "core/io/nifti_file.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBlockVoxels = 1 << 15;

/// "run.nii" of "run.nii.gz".
fs::path withoutGz(fs::path file)
{
    return file.extension() == ".gz" ? file.replace_extension() : file;
}

/// The file with another ending, compressed or not; of none of them the plain one.
fs::path besideIt(const fs::path& file, const std::string& ending)
{
    fs::path plain = withoutGz(file);
    plain.replace_extension(ending);
    const fs::path compressed = plain.string() + ".gz";
    std::error_code ignored;
    return !fs::exists(plain, ignored) && fs::exists(compressed, ignored) ? compressed : plain;
}

/// What CIFTI-2 calls an intent (https://www.nitrc.org/projects/cifti, read 2026-11).
std::string ciftiName(std::int32_t intent)
{
    switch (intent) {
    case 3001:
        return "dense connectivity matrix (.dconn)";
    case 3002:
        return "dense series (.dtseries)";
    case 3003:
        return "parcellated connectivity matrix (.pconn)";
    case 3004:
        return "parcellated series (.ptseries)";
    case 3006:
        return "dense maps (.dscalar)";
    case 3007:
        return "dense labels (.dlabel)";
    default:
        return fmt::format("intent {}", intent);
    }
}

}  // namespace

bool NiftiFile::hasKnownEnding(const fs::path& file)
{
    std::string ending = withoutGz(file).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending == ".nii" || ending == ".hdr" || ending == ".img";
}

NiftiFile::NiftiFile(const fs::path& file, NiftiReading reading)
    : m_source(file.string()),
      m_file(withoutGz(file).extension() == ".img" ? besideIt(file, ".hdr") : file),
      m_reading(reading)
{
    open();
}

NiftiFile::NiftiFile(std::string bytes, std::string name, NiftiReading reading)
    : m_source(std::move(name)),
      m_buffer(std::move(bytes)),
      m_reading(reading)
{
    open();
}

void NiftiFile::open()
{
    InflatingStream stream =
        m_buffer ? InflatingStream(*m_buffer, m_source) : InflatingStream(m_file);
    std::string head(NiftiHeader::kLongest, '\0');
    head.resize(stream.read(head.data(), head.size()));
    m_header = NiftiHeader::parse(head, m_source);
    m_affine = NiftiAffine::of(m_header);
    m_warnings = m_header.warnings;
    m_warnings.insert(m_warnings.end(), m_affine.warnings.begin(), m_affine.warnings.end());
    m_volumes = m_header.volumeCount();
    if (!m_header.singleFile && !m_buffer) {
        m_image = besideIt(m_file, ".img");
        std::error_code ignored;
        if (!fs::exists(m_image, ignored))
            throw InputError(m_source, "image file: is missing",
                             m_image.filename().string() + " does not exist",
                             "the voxels beside their header");
    }
    if (m_header.format != NiftiHeader::Format::Analyze) {
        // The head may have been read past the extensions: once more from the beginning.
        InflatingStream again =
            m_buffer ? InflatingStream(*m_buffer, m_source) : InflatingStream(m_file);
        again.skip(m_header.size());
        readExtensions(again);
    }
    checkDataSize();
}

void NiftiFile::readExtensions(InflatingStream& stream)
{
    const std::uint64_t end = m_header.singleFile ? m_header.voxelOffset : stream.most();
    if (end <= stream.most())
        m_extensions = readNiftiExtensions(stream, end, m_header.swapped, m_warnings);
}

InflatingStream NiftiFile::voxelStream() const
{
    if (m_buffer)
        return InflatingStream(*m_buffer, m_source);
    return InflatingStream(m_image.empty() ? m_file : m_image);
}

void NiftiFile::checkDataSize()
{
    InflatingStream stream = voxelStream();
    const std::uint64_t offset = m_header.voxelOffset;
    if (offset > stream.most())
        throw InputError(m_source, "vox_offset: is beyond the end of the file",
                         std::to_string(offset), fmt::format("at most {}", stream.most()));
    const std::uint64_t volumeBytes =
        static_cast<std::uint64_t>(m_header.voxelCount()) * m_header.type.bytes;
    const std::uint64_t needed = m_header.dataBytes();
    std::uint64_t present = stream.most() - offset;
    if (stream.isCompressed() && m_reading.completeVolumesOnly) {
        try {
            stream.skip(offset);
            present = stream.skip(needed);
        } catch (const InputError&) {
            present = stream.position() > offset ? stream.position() - offset : 0;
        }
    }
    if (needed <= present)
        return;
    const auto whole = static_cast<std::int64_t>(present / volumeBytes);
    if (m_reading.completeVolumesOnly && whole > 0) {
        m_warnings.push_back(fmt::format("data size: the file ends early; {} of {} volumes are "
                                         "complete and were taken",
                                         whole, m_volumes));
        m_volumes = whole;
        return;
    }
    throw InputError(m_source, "data size: the file is shorter than its header says",
                     fmt::format("{} bytes needed, {}{} present", needed,
                                 stream.isCompressed() ? "at most " : "", present),
                     whole > 0 && !stream.isCompressed()
                         ? fmt::format("a complete file; {} of {} volumes are complete "
                                       "(--complete-volumes takes them)",
                                       whole, m_volumes)
                         : std::string("a complete file"));
}

void NiftiFile::requireScalars() const
{
    const bool brainModel =
        std::any_of(m_extensions.begin(), m_extensions.end(),
                    [](const auto& one) { return one.code == kCiftiExtension; });
    if (brainModel || (m_header.intent >= 3000 && m_header.intent < 3100))
        throw InputError(m_source, "CIFTI-2 is not supported yet", ciftiName(m_header.intent),
                         "a NIfTI series, or the parcellated series as a table (.tsv, .csv)");
    const NiftiType& type = m_header.type;
    if (type.voxel == NiftiType::Voxel::Colour)
        throw InputError(m_source, "datatype: colours are no measurements",
                         fmt::format("{} ({})", type.code, type.name), "one number a voxel");
    if (type.voxel == NiftiType::Voxel::Complex && !m_reading.magnitude)
        throw InputError(m_source, "datatype: the voxels are complex numbers",
                         fmt::format("{} ({})", type.code, type.name),
                         "real numbers, or --magnitude to take their absolute values");
}

void NiftiFile::requireSeries() const
{
    requireScalars();
    const std::size_t rank = m_header.shape.size();
    if (rank < 4)
        throw InputError(m_source, fmt::format("dim[0]: a {}-D image is no recording", rank),
                         std::to_string(rank), "4 axes, time the fourth");
    for (std::size_t k = 5; k <= rank; ++k)
        if (m_header.dim(k) > 1)
            throw InputError(m_source,
                             fmt::format("dim[{}]: vectors or several series a voxel are no "
                                         "recording",
                                         k),
                             std::to_string(m_header.dim(k)), "1");
    if (m_volumes < 2)
        throw InputError(m_source, "dim[4]: 1 volume is no recording", "1", "at least 2");
}

void NiftiFile::decode(const unsigned char* bytes, std::size_t count, double* target) const
{
    const NiftiType& type = m_header.type;
    if (type.voxel == NiftiType::Voxel::Complex) {
        std::vector<double> halves(2 * count);
        decodeNumbers(bytes, type.number, m_header.swapped, 2 * count, halves.data());
        for (std::size_t i = 0; i < count; ++i)
            target[i] = std::hypot(halves[2 * i], halves[2 * i + 1]);
    } else {
        decodeNumbers(bytes, type.number, m_header.swapped, count, target);
    }
    if (m_header.slope != 0.0)
        for (std::size_t i = 0; i < count; ++i)
            target[i] = m_header.slope * target[i] + m_header.intercept;
}

std::size_t NiftiFile::readBlock(InflatingStream& stream, std::vector<unsigned char>& block,
                                 std::uint64_t done)
{
    const auto wanted =
        static_cast<std::uint64_t>(m_header.voxelCount()) * static_cast<std::uint64_t>(m_volumes);
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(kBlockVoxels, wanted - done));
    const std::size_t bytes = count * m_header.type.bytes;
    const auto complete = [&] {
        const std::uint64_t here = stream.position() - m_header.voxelOffset;
        return here / (static_cast<std::uint64_t>(m_header.voxelCount()) * m_header.type.bytes);
    };
    try {
        const std::size_t got = stream.read(block.data(), bytes);
        if (got < bytes)
            throw InputError(m_source, "data size: the file is shorter than its header says",
                             fmt::format("{} bytes needed, {} present", m_header.dataBytes(),
                                         done * m_header.type.bytes + got));
    } catch (const InputError& error) {
        throw InputError(error.detail().where, error.detail().what, error.detail().found,
                         fmt::format("a complete file; {} of {} volumes are complete "
                                     "(--complete-volumes takes them)",
                                     complete(), m_volumes));
    }
    return count;
}

void NiftiFile::forEachBlock(const std::function<void(const double*, std::size_t)>& use,
                             std::stop_token stop)
{
    requireScalars();
    InflatingStream stream = voxelStream();
    stream.skip(m_header.voxelOffset);
    const auto total =
        static_cast<std::uint64_t>(m_header.voxelCount()) * static_cast<std::uint64_t>(m_volumes);
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(total, kBlockVoxels));
    std::vector<unsigned char> block(room * m_header.type.bytes);
    std::vector<double> values(room);
    for (std::uint64_t done = 0; done < total;) {
        if (stop.stop_requested())
            throw Interrupted();
        const std::size_t count = readBlock(stream, block, done);
        decode(block.data(), count, values.data());
        use(values.data(), count);
        done += count;
    }
    // What is incomplete has no end that could be checked.
    if (m_volumes < m_header.volumeCount())
        return;
    const std::string noticed = stream.finish();
    if (!noticed.empty() &&
        std::find(m_warnings.begin(), m_warnings.end(), noticed) == m_warnings.end())
        m_warnings.push_back(noticed);
}

void NiftiFile::forEachVolume(
    const std::function<void(std::int64_t, const std::vector<double>&)>& use, std::stop_token stop)
{
    requireMemory(byteCount({m_header.voxelCount()}, sizeof(double)).value_or(UINT64_MAX),
                  m_source);
    std::vector<double> volume(static_cast<std::size_t>(m_header.voxelCount()));
    std::size_t filled = 0;
    std::int64_t index = 0;
    forEachBlock(
        [&](const double* values, std::size_t count) {
            while (count > 0) {
                const std::size_t part = std::min(count, volume.size() - filled);
                std::copy_n(values, part, volume.data() + filled);
                filled += part;
                values += part;
                count -= part;
                if (filled == volume.size()) {
                    use(index++, volume);
                    filled = 0;
                }
            }
        },
        std::move(stop));
}

}  // namespace nie
