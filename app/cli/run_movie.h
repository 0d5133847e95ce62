#pragma once

#include "core/results/movie_film.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace nie {
class MovieTools;
}

namespace nie::cli {

/// A movie that was written.
struct WrittenMovie {
    PixelSize size;
    std::int64_t frames = 0;
    double seconds = 0.0;  ///< that it lasts
};

/// Where a movie goes. Free of Qt, so that its users compile in a program without figures.
class MovieOutput {
public:
    /// Throws InputError, before anything is computed, when no movie can be written there: also in
    /// a program built without figures.
    explicit MovieOutput(std::filesystem::path file);

    /// Draws and writes the film off the screen. Whatever is thrown, nothing is left of it.
    WrittenMovie write(MovieFilm& film, const MoviePlan& plan, const MovieReport& report,
                       const std::stop_token& stop) const;

private:
    std::filesystem::path m_file;
    std::shared_ptr<const MovieTools> m_tools;
};

}  // namespace nie::cli
