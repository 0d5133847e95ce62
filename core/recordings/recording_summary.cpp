#include "core/recordings/recording_summary.h"

#include "core/base/error.h"
#include "core/recordings/label_image.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace nie {

namespace {

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

/// First, last, mean and range, a block at a time.
class RunningStatistics {
public:
    void add(const double* values, std::size_t count)
    {
        if (count == 0)
            return;
        if (m_count == 0)
            m_first = values[0];
        m_last = values[count - 1];
        m_count += count;
        for (std::size_t i = 0; i < count; ++i) {
            const double value = values[i];
            if (!std::isfinite(value))
                continue;
            ++m_finite;
            m_sum += value;
            m_least = std::min(m_least, value);
            m_most = std::max(m_most, value);
            constexpr double kExact = 9007199254740992.0;  // 2^53
            m_inexact += std::abs(value) > kExact;
        }
    }

    void report(Json& json) const
    {
        json["first"] = numberOrNull(m_first);
        json["last"] = numberOrNull(m_last);
        json["mean"] = m_finite > 0 ? Json(static_cast<double>(m_sum / double(m_finite))) : Json();
        json["min"] = numberOrNull(m_least);
        json["max"] = numberOrNull(m_most);
        json["missing"] = m_count - m_finite;
    }
    std::uint64_t inexact() const { return m_inexact; }

private:
    double m_first = std::numeric_limits<double>::quiet_NaN();
    double m_last = std::numeric_limits<double>::quiet_NaN();
    long double m_sum = 0.0L;  // hundreds of millions of voxels
    double m_least = std::numeric_limits<double>::infinity();
    double m_most = -std::numeric_limits<double>::infinity();
    std::uint64_t m_count = 0;
    std::uint64_t m_finite = 0;
    std::uint64_t m_inexact = 0;
};

bool isSeries(const NiftiHeader& header)
{
    return header.dim(4) > 1 && header.dim(5) * header.dim(6) * header.dim(7) == 1;
}

/// A series that lost its time, or one that never had any: the header alone decides.
void requireImage(const NiftiFile& file)
{
    constexpr std::int32_t kLabelIntent = 1002;
    const NiftiHeader& header = file.header();
    const bool statesTime = header.pixdim[4] > 0 && (header.units & 0x38) != 0;
    const bool hasTime = header.dim(4) > 1;
    if (header.shape.size() < 3 || (statesTime && !hasTime && header.intent != kLabelIntent))
        file.requireSeries();
    // Deflate packs 1032 bytes into one at best, a mask about 200.
    constexpr std::uint64_t kSuspicious = 900;
    const std::filesystem::path path = file.source();
    std::error_code failure;
    const auto stored = std::filesystem::file_size(path, failure);
    const bool oneCompressedFile = header.singleFile && path.extension() == ".gz" && !failure;
    if (oneCompressedFile && header.dataBytes() / kSuspicious > stored)
        file.requireSeries();
}

Json matrixJson(const Eigen::Matrix4d& matrix)
{
    Json rows = Json::array();
    for (int row = 0; row < 4; ++row)
        rows.push_back({matrix(row, 0), matrix(row, 1), matrix(row, 2), matrix(row, 3)});
    return rows;
}

Json headerJson(const NiftiFile& file)
{
    const NiftiHeader& header = file.header();
    Json json = {{"file", file.source()}, {"kind", header.kind()}, {"shape", header.shape}};
    if (file.volumeCount() < header.volumeCount())
        json["shape"][3] = file.volumeCount();
    json["type"] = header.type.name;
    json["byte_order"] =
        header.swapped == (std::endian::native == std::endian::little) ? "big" : "little";
    const RepetitionTime none;
    json["tr"] = none.toJson();
    json["affine"] = matrixJson(file.affine().matrix);
    json["affine_source"] = file.affine().source;
    json["axes"] = file.affine().axisCodes();
    if (!file.affine().isOrientationKnown())
        json["note"] = "orientation unknown: the header has neither sform nor qform";
    if (!header.description.empty())
        json["description"] = header.description;
    return json;
}

}  // namespace

Json describeImage(const std::filesystem::path& path, ImageRole role, const NiftiReading& reading,
                   std::stop_token stop)
{
    refuseSurfaceFormats(path);
    NiftiFile file(path, reading);
    file.requireScalars();
    if (role == ImageRole::Recording)
        file.requireSeries();
    const bool series =
        role == ImageRole::Recording || (role == ImageRole::Guessed && isSeries(file.header()));
    if (role == ImageRole::Guessed && !series)
        requireImage(file);
    Json json = headerJson(file);
    json["role"] = series ? "recording" : role == ImageRole::Labels ? "labels" : "image";
    std::vector<std::string> found;
    if (series) {
        RepetitionTime time = RepetitionTime::ofHeader(file.header());
        time.applySidecar(path);
        json["tr"] = time.toJson();
        const UsableVoxels usable = UsableVoxels::find(file, stop);
        json["usable_voxels"] = usable.count;
        found = time.warnings;
        if (const std::string text = usable.warning(); !text.empty())
            found.push_back(text);
    } else if (role == ImageRole::Labels) {
        const LabelImage labels = LabelImage::read(path);
        json["labels"] = labels.present().size();
        json["named"] = labels.names.size();
    }
    RunningStatistics statistics;
    file.forEachBlock(
        [&](const double* values, std::size_t count) { statistics.add(values, count); },
        std::move(stop));
    statistics.report(json);
    if (!series && json["missing"] > 0)
        found.push_back(fmt::format("voxels: {} are not finite", json["missing"].dump()));
    const NumericType number = file.header().type.number;
    if (statistics.inexact() > 0 && (number == NumericType::Int64 || number == NumericType::UInt64))
        found.push_back(fmt::format("voxels: {} whole numbers beyond 2^53 were rounded to doubles",
                                    statistics.inexact()));
    std::vector<std::string> warnings = file.warnings();
    warnings.insert(warnings.end(), found.begin(), found.end());
    json["warnings"] = warnings;
    return json;
}

}  // namespace nie
