#include "core/recordings/parcellation.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>

namespace nie {

namespace {

Recording recordingOf(const NiftiFile& file)
{
    Recording recording;
    recording.source = file.source();
    recording.kind = file.header().kind();
    recording.repetitionTime = RepetitionTime::ofHeader(file.header());
    recording.repetitionTime.applySidecar(file.source());
    recording.orientation = "the fourth axis of an image is time";
    return recording;
}

void warnOf(Recording& recording, const NiftiFile& file, const UsableVoxels& usable)
{
    auto& to = recording.warnings;
    to.insert(to.end(), file.warnings().begin(), file.warnings().end());
    const auto& times = recording.repetitionTime.warnings;
    to.insert(to.end(), times.begin(), times.end());
    if (const std::string text = usable.warning(); !text.empty())
        to.push_back(text);
}

/// Regions with their voxels, and those that have none.
struct ParcelIndex {
    std::vector<Parcel> parcels;
    std::vector<std::int32_t> parcelOf;  ///< of each voxel; -1: none
    std::vector<std::string> empty;
    std::int64_t unlabelled = 0;

    ParcelIndex(const LabelImage& atlas, const std::vector<std::int32_t>& labels,
                const UsableVoxels& usable)
        : parcelOf(labels.size(), -1)
    {
        std::map<std::int32_t, Parcel> all;
        for (const std::int32_t label : atlas.present())
            all[label] = {label, atlas.nameOf(label), 0, 0, atlas.groupOf(label)};
        for (std::size_t voxel = 0; voxel < labels.size(); ++voxel) {
            if (labels[voxel] == 0) {
                unlabelled += usable.usable[voxel];
                continue;
            }
            Parcel& parcel = all.at(labels[voxel]);
            ++parcel.inAtlas;
            parcel.voxels += usable.usable[voxel];
        }
        std::map<std::int32_t, std::int32_t> place;
        for (const auto& [label, parcel] : all) {
            if (parcel.voxels == 0) {
                const std::string code = fmt::format("label {}", label);
                empty.push_back(parcel.name == code ? code
                                                    : fmt::format("{} ({})", code, parcel.name));
                continue;
            }
            place[label] = static_cast<std::int32_t>(parcels.size());
            parcels.push_back(parcel);
        }
        for (std::size_t voxel = 0; voxel < labels.size(); ++voxel)
            if (labels[voxel] != 0 && usable.usable[voxel])
                parcelOf[voxel] = place.at(labels[voxel]);
    }
};

}  // namespace

UsableVoxels UsableVoxels::find(NiftiFile& file, std::stop_token stop)
{
    file.requireSeries();
    const auto voxels = static_cast<std::size_t>(file.header().voxelCount());
    std::vector<double> first;
    std::vector<bool> finite(voxels, true);
    std::vector<bool> varies(voxels, false);
    file.forEachVolume(
        [&](std::int64_t volume, const std::vector<double>& values) {
            if (volume == 0)
                first = values;
            for (std::size_t i = 0; i < voxels; ++i) {
                if (!std::isfinite(values[i]))
                    finite[i] = false;
                else if (values[i] != first[i])
                    varies[i] = true;
            }
        },
        std::move(stop));
    UsableVoxels result;
    result.usable.resize(voxels);
    for (std::size_t i = 0; i < voxels; ++i) {
        result.usable[i] = finite[i] && varies[i];
        result.notFinite += !finite[i];
        result.constant += finite[i] && !varies[i];
        result.background += finite[i] && !varies[i] && first[i] == 0.0;
        result.count += result.usable[i];
    }
    if (result.notFinite == static_cast<std::int64_t>(voxels))
        throw InputError(file.source(), "data: no voxel is finite at all times",
                         fmt::format("{} voxels", voxels));
    if (result.count == 0)
        throw InputError(file.source(), "data: no voxel varies in time",
                         fmt::format("{} constant voxels", result.constant), "a recording");
    return result;
}

std::string UsableVoxels::warning() const
{
    // Zeros around the head are what every masked recording has.
    if (notFinite == 0 && constant == background)
        return {};
    return fmt::format("voxels: {} are not finite at some time, {} are constant; masked, {} are "
                       "left",
                       notFinite, constant, count);
}

Parcellation parcellate(NiftiFile& file, const LabelImage& atlas, std::stop_token stop)
{
    file.requireSeries();
    const LabelImage::OnGrid grid = atlas.onGridOf(file);
    const UsableVoxels usable = UsableVoxels::find(file, stop);
    const ParcelIndex index(atlas, grid.labels, usable);
    if (index.parcels.empty())
        throw InputError(atlas.source, "label: no region has a usable voxel in the recording",
                         file.source());
    Parcellation result;
    result.parcels = index.parcels;
    result.unlabelled = index.unlabelled;
    result.recording = recordingOf(file);
    const auto count = static_cast<Eigen::Index>(index.parcels.size());
    requireMemory(byteCount({file.volumeCount(), count}, sizeof(double)).value_or(UINT64_MAX),
                  file.source());
    result.recording.series = Eigen::MatrixXd::Zero(file.volumeCount(), count);
    file.forEachVolume(
        [&](std::int64_t volume, const std::vector<double>& values) {
            auto row = result.recording.series.row(volume);
            for (std::size_t i = 0; i < values.size(); ++i)
                if (index.parcelOf[i] >= 0)
                    row[index.parcelOf[i]] += values[i];
        },
        std::move(stop));
    for (Eigen::Index k = 0; k < count; ++k) {
        const Parcel& parcel = index.parcels[static_cast<std::size_t>(k)];
        result.recording.series.col(k) /= static_cast<double>(parcel.voxels);
        result.recording.regions.push_back(parcel.name);
    }
    warnOf(result.recording, file, usable);
    auto& warnings = result.recording.warnings;
    warnings.insert(warnings.end(), atlas.warnings.begin(), atlas.warnings.end());
    if (grid.resampled)
        warnings.push_back("the atlas has another grid than the recording: the nearest of its "
                           "voxels was taken for each");
    if (!index.empty.empty())
        warnings.push_back(fmt::format("{} of {} regions have no voxel in the recording and were "
                                       "left out: {}",
                                       index.empty.size(),
                                       index.empty.size() + index.parcels.size(),
                                       fmt::join(index.empty, ", ")));
    return result;
}

Recording voxelSeries(NiftiFile& file, std::int64_t most, std::stop_token stop)
{
    const UsableVoxels usable = UsableVoxels::find(file, stop);
    if (usable.count > most)
        throw InputError(file.source(), "too many voxels to be regions each",
                         std::to_string(usable.count),
                         fmt::format("at most {}; give a label image with --atlas", most));
    Recording recording = recordingOf(file);
    requireMemory(
        byteCount({file.volumeCount(), usable.count}, sizeof(double)).value_or(UINT64_MAX),
        file.source());
    recording.series.resize(file.volumeCount(), usable.count);
    const std::int64_t nx = file.header().dim(1);
    const std::int64_t ny = file.header().dim(2);
    for (std::size_t i = 0; i < usable.usable.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        if (usable.usable[i])
            recording.regions.push_back(
                fmt::format("{},{},{}", at % nx, at / nx % ny, at / (nx * ny)));
    }
    file.forEachVolume(
        [&](std::int64_t volume, const std::vector<double>& values) {
            Eigen::Index next = 0;
            for (std::size_t i = 0; i < values.size(); ++i)
                if (usable.usable[i])
                    recording.series(volume, next++) = values[i];
        },
        std::move(stop));
    warnOf(recording, file, usable);
    return recording;
}

}  // namespace nie
