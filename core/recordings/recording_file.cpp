#include "core/recordings/recording_file.h"

#include "core/base/error.h"
#include "core/io/array_summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace nie {

namespace fs = std::filesystem;

namespace {

std::string smallName(const fs::path& file)
{
    std::string name = file.filename().string();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

std::string chosenArray(const ArrayFile& file, const std::string& wanted)
{
    if (!wanted.empty()) {
        if (const ArrayInfo& info = file.info(wanted); !info.readable())
            throw InputError(file.source(), "array '" + wanted + "' " + info.problem);
        return wanted;
    }
    if (const auto likely = likelyArray(file))
        return *likely;
    std::vector<std::string> names;
    for (const ArrayInfo& info : file.arrays())
        if (info.readable())
            names.push_back(info.name);
    throw InputError(file.source(), "array: several are equally likely", {},
                     fmt::format("--array with one of: {}", fmt::join(names, ", ")));
}

/// [time, region] of sample `sample` of a [sample, time, region] or [time, region] array.
Eigen::MatrixXd matrixOf(const NumericArray& array, std::int64_t sample)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const std::int64_t columns = array.shape.back();
    const std::int64_t rows = array.shape[array.shape.size() - 2];
    return Eigen::Map<const RowMajor>(array.values.data() + sample * rows * columns, rows, columns);
}

/// Regions that were never measured are left out; a gap elsewhere is an error.
void dropEmptyRegions(Recording& recording)
{
    std::vector<Eigen::Index> kept;
    std::vector<std::string> names;
    std::vector<std::string> dropped;
    for (Eigen::Index column = 0; column < recording.series.cols(); ++column) {
        const auto one = recording.series.col(column).array();
        const std::string& name = recording.regions[static_cast<std::size_t>(column)];
        const Eigen::Index missing = (!one.isFinite()).count();
        if (missing == one.size()) {
            dropped.push_back(name);
            continue;
        }
        if (missing > 0) {
            Eigen::Index row = 0;
            while (std::isfinite(one[row]))
                ++row;
            throw InputError(
                recording.source,
                fmt::format("region '{}': {} numbers are missing or not finite", name, missing),
                fmt::format("the first in row {}", row + 1),
                "finite numbers: fill the gaps first, or leave the region out");
        }
        kept.push_back(column);
        names.push_back(name);
    }
    if (kept.empty())
        throw InputError(recording.source, "data: no number is finite");
    if (dropped.empty())
        return;
    recording.series = recording.series(Eigen::all, kept).eval();
    recording.regions = std::move(names);
    recording.warnings.push_back(fmt::format("{} regions without a number were left out: {}",
                                             dropped.size(), fmt::join(dropped, ", ")));
}

OpenedRecording openArrays(const fs::path& path, const RecordingRequest& request)
{
    const auto file = ArrayFile::open(path);
    TimeSeries oriented = orientedSeries(*file, file->read(chosenArray(*file, request.array)));
    NumericArray& array = oriented.array;
    const std::size_t rank = array.shape.size();
    if (rank != 2 && rank != 3)
        throw InputError(file->source(), "array: is no recording", shapeText(array.shape),
                         "time x regions, or samples x time x regions");
    if (request.transpose) {
        std::vector<std::size_t> order{0, 1, 2};
        order.resize(rank);
        std::swap(order[rank - 2], order[rank - 1]);
        array = permuted(array, order);
        array.labels.clear();
        oriented.orientation = "turned as asked for; else: " + oriented.orientation;
    }
    const std::int64_t rows = array.shape[rank - 2];
    if (rows < 2)
        throw InputError(file->source(), "rows: one row is no recording", std::to_string(rows),
                         "at least 2 points in time");
    const std::int64_t samples = rank == 3 ? array.shape[0] : 1;
    OpenedRecording opened;
    for (std::int64_t sample = 0; sample < samples; ++sample) {
        Recording run;
        run.source =
            samples > 1 ? fmt::format("{}[{}]", file->source(), sample + 1) : file->source();
        run.kind = file->kind();
        run.series = matrixOf(array, sample);
        run.regions = array.labels;
        for (auto k = static_cast<Eigen::Index>(run.regions.size()); k < run.series.cols(); ++k)
            run.regions.push_back(fmt::format("region {}", k + 1));
        run.repetitionTime = repetitionTimeOf(*file);
        run.orientation = oriented.orientation;
        if (sample == 0) {
            run.warnings = file->warnings();
            const auto& times = run.repetitionTime.warnings;
            run.warnings.insert(run.warnings.end(), times.begin(), times.end());
        }
        dropEmptyRegions(run);
        opened.runs.push_back(std::move(run));
    }
    return opened;
}

OpenedRecording openImage(const fs::path& path, const RecordingRequest& request,
                          std::stop_token stop)
{
    NiftiFile file(path, request.reading);
    OpenedRecording opened;
    if (request.atlas.empty()) {
        opened.runs.push_back(voxelSeries(file, request.mostVoxels, std::move(stop)));
        return opened;
    }
    file.requireSeries();
    const LabelImage atlas = LabelImage::read(request.atlas, request.atlasNames);
    Parcellation parcellation = parcellate(file, atlas, std::move(stop));
    opened.runs.push_back(std::move(parcellation.recording));
    opened.parcels = std::move(parcellation.parcels);
    return opened;
}

}  // namespace

bool hasRecordingEnding(const fs::path& file)
{
    return NiftiFile::hasKnownEnding(file) || ArrayFile::hasKnownEnding(file) ||
           smallName(file).ends_with(".gii");
}

void refuseSurfaceFormats(const fs::path& file)
{
    const std::string name = smallName(file);
    std::string head(512, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    const bool gifti =
        head.find("<GIFTI") != std::string::npos || (name.ends_with(".gii") && stream.gcount() > 0);
    if (gifti)
        throw InputError(file.string(), "GIFTI is not supported yet", "a surface file",
                         "a NIfTI series, or the parcellated series as a table (.tsv, .csv)");
}

RepetitionTime repetitionTimeOf(const ArrayFile& file)
{
    RepetitionTime time = RepetitionTime::ofFile(file.repetitionTime());
    const NumericArray index = file.index();
    const bool isTime = index.name.starts_with("t") || index.name.starts_with("T");
    if (!time.seconds && isTime && index.values.size() > 1) {
        time = RepetitionTime::ofFile(index.values[1] - index.values[0]);
        time.reason = fmt::format("the spacing of column '{}', if that is in s", index.name);
    }
    time.applySidecar(file.source());
    return time;
}

OpenedRecording openRecording(const fs::path& file, const RecordingRequest& request,
                              std::stop_token stop)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        throw InputError(file.string(), "no such file");
    refuseSurfaceFormats(file);
    const bool image = NiftiFile::hasKnownEnding(file);
    if (!image && !request.atlas.empty())
        throw InputError(file.string(), "--atlas: a table of regions needs no atlas", {},
                         "an image (.nii, .nii.gz, .hdr)");
    OpenedRecording opened =
        image ? openImage(file, request, std::move(stop)) : openArrays(file, request);
    if (request.repetitionTime)
        for (Recording& run : opened.runs)
            run.setRepetitionTime(*request.repetitionTime);
    return opened;
}

}  // namespace nie
