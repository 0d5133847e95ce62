#pragma once

#include "core/results/movie_film.h"
#include "widgets/movies/movie_format.h"

#include <QImage>

#include <filesystem>
#include <stop_token>

namespace nie {

/// What was written.
struct RecordedMovie {
    std::filesystem::path file;
    PixelSize size;
    std::int64_t frames = 0;  ///< in the file, repetitions counted
    double seconds = 0.0;     ///< of one showing of the file
};

/// A figure as it is seen in a movie, in light colours; carries the figure's provenance as texts.
QImage paintMovieFrame(const FigureSpec& figure, PixelSize size);

/// Draws the frames of a film one after another and writes them (see makeMovieWriter()). Needs a
/// QGuiApplication but neither its thread nor a display. Whatever is thrown, nothing is left of the
/// movie. Throws InputError, RunError, Interrupted.
RecordedMovie recordMovie(MovieFilm& film, const MoviePlan& plan, const std::filesystem::path& file,
                          const MovieTools& tools, const MovieReport& report,
                          const std::stop_token& stop);

}  // namespace nie
