#include "widgets/movies/movie_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "widgets/movies/ffmpeg_writer.h"
#include "widgets/movies/frames_writer.h"
#include "widgets/movies/ogg_writer.h"

namespace nie {

namespace fs = std::filesystem;

void requireMovieTarget(const fs::path& file, const MovieTools& tools)
{
    const MovieKind kind = movieKindOf(file);
    const std::string reason = tools.unavailableReason(kind);
    if (!reason.empty())
        throw InputError(file.string(), "this kind of movie cannot be written here: " + reason,
                         movieFormat(kind).suffix, tools.available());
    if (kind == MovieKind::Frames) {
        FramesWriter::requireTarget(file);
        return;
    }
    if (fs::is_directory(file))
        throw InputError(file.string(), "is a folder");
    const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
    if (!fs::is_directory(folder))
        throw InputError(folder.string(), "no such folder");
    requireWritable(folder);
}

std::unique_ptr<MovieWriter> makeMovieWriter(const fs::path& file, const MovieSettings& settings,
                                             const MovieTools& tools, const std::stop_token& stop)
{
    requireMovieTarget(file, tools);
    switch (movieKindOf(file)) {
    case MovieKind::Frames:
        return std::make_unique<FramesWriter>(file, stop);
    case MovieKind::Ogv:
        return std::make_unique<OggWriter>(file, settings, stop);
    case MovieKind::Mp4:
    case MovieKind::WebM:
    case MovieKind::Gif:
        break;
    }
    return std::make_unique<FfmpegWriter>(file, settings, tools, stop);
}

}  // namespace nie
