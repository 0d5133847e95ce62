#pragma once

#include "core/results/movie_plan.h"
#include "core/results/standard_figures.h"
#include "widgets/movies/movie_format.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

class QImage;

namespace nie {

/// What a movie file is told besides its frames.
struct MovieSettings {
    PixelSize size;
    double framesPerSecond = 10.0;
    std::int64_t loops = 0;  ///< 0: for ever; looked at by kinds that store it
    std::string title;
    Provenance provenance;  ///< kept in the file where its kind has a place for it
};

/// Takes the frames of a movie one after another and keeps none of them: memory does not grow with
/// the movie's length. What is written has a temporary name until finish(); destroyed before that,
/// a writer leaves nothing behind.
class MovieWriter {
public:
    virtual ~MovieWriter() = default;
    /// `frame`: of the movie's size. Waits until it is taken. Throws RunError, Interrupted.
    virtual void add(const QImage& frame) = 0;
    /// The movie gets its name. Throws RunError, Interrupted.
    virtual void finish() = 0;
};

/// Throws InputError when the movie cannot be written: an unknown suffix, a kind that this machine
/// cannot make (with the reason and what it can make), a folder that there is not or that holds
/// something else. Writes nothing.
void requireMovieTarget(const std::filesystem::path& file, const MovieTools& tools);

/// The suffix of `file` decides the kind:
///
///     .mp4 .webm .gif   made by ffmpeg, which gets the frames through a pipe
///     .ogv              made by VTK
///     NAME.png          NAME_0001.png, NAME_0002.png, ...; older frames of the name go away
///     FOLDER            frame_0001.png, ... in a folder of its own
///
/// Video kinds get one white row or column more where a size is odd. Throws as
/// requireMovieTarget(), and RunError when it cannot be begun. Works on any thread; used on one.
std::unique_ptr<MovieWriter> makeMovieWriter(const std::filesystem::path& file,
                                             const MovieSettings& settings, const MovieTools& tools,
                                             const std::stop_token& stop);

}  // namespace nie
