#include "core/recordings/recording_card.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace nie {

namespace {

RecordingCard imageCard(const std::filesystem::path& path, const RecordingRequest& request)
{
    const NiftiFile file(path, request.reading);
    file.requireSeries();
    RecordingCard card;
    card.kind = file.header().kind();
    card.isImage = true;
    card.shape = {file.header().dim(1), file.header().dim(2), file.header().dim(3),
                  file.volumeCount()};
    card.timeAxis = "the fourth axis of an image is time";
    card.orientation = file.affine().isOrientationKnown()
                           ? fmt::format("{} ({})", file.affine().axisCodes(), file.affine().source)
                           : std::string("unknown (neither sform nor qform)");
    for (std::size_t axis = 0; axis < 3; ++axis)
        card.voxelSize[axis] = file.affine().matrix.col(Eigen::Index(axis)).head<3>().norm();
    card.repetitionTime = RepetitionTime::ofHeader(file.header());
    card.repetitionTime.applySidecar(path);
    card.warnings = file.warnings();
    const auto& times = card.repetitionTime.warnings;
    card.warnings.insert(card.warnings.end(), times.begin(), times.end());
    return card;
}

RecordingCard tableCard(const std::filesystem::path& path, const RecordingRequest& request)
{
    RecordingCard card;
    const auto file = ArrayFile::open(path);
    card.kind = file->kind();
    for (const ArrayInfo& info : file->arrays())
        if (info.readable())
            card.arrays.push_back(info.name);
    card.array = request.array;
    if (card.array.empty())
        card.array = likelyArray(*file).value_or(std::string());
    card.repetitionTime = repetitionTimeOf(*file);
    if (card.array.empty())
        return card;
    const OpenedRecording opened = openRecording(path, request);
    const Recording& run = opened.runs.front();
    card.shape = {run.series.rows(), run.series.cols()};
    if (opened.runs.size() > 1)
        card.shape.insert(card.shape.begin(), static_cast<std::int64_t>(opened.runs.size()));
    card.timeAxis = run.orientation;
    card.warnings = run.warnings;
    return card;
}

}  // namespace

RecordingCard RecordingCard::read(const std::filesystem::path& file, RecordingRequest request)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw InputError(file.string(), "no such file");
    refuseSurfaceFormats(file);
    request.repetitionTime.reset();
    RecordingCard card =
        NiftiFile::hasKnownEnding(file) ? imageCard(file, request) : tableCard(file, request);
    card.file = file;
    return card;
}

std::string RecordingCard::shapeText() const
{
    if (shape.empty())
        return {};
    if (isImage)
        return fmt::format("{} × {} × {} voxels, {} volumes", shape[0], shape[1], shape[2],
                           shape[3]);
    if (shape.size() == 3)
        return fmt::format("{} runs of {} rows and {} regions", shape[0], shape[1], shape[2]);
    return fmt::format("{} rows of {} regions", shape[0], shape[1]);
}

}  // namespace nie
