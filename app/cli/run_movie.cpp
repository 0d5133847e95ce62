#include "app/cli/run_movie.h"

#include <utility>

#ifdef NIE_WITH_FIGURES

#include "app/cli/off_screen.h"
#include "widgets/movies/movie_recording.h"
#include "widgets/movies/movie_writer.h"

namespace nie::cli {

MovieOutput::MovieOutput(std::filesystem::path file)
    : m_file(std::move(file)),
      m_tools(std::make_shared<const MovieTools>(MovieTools::probe()))
{
    requireMovieTarget(m_file, *m_tools);
}

WrittenMovie MovieOutput::write(MovieFilm& film, const MoviePlan& plan, const MovieReport& report,
                                const std::stop_token& stop) const
{
    const OffScreen screen;
    const RecordedMovie movie = recordMovie(film, plan, m_file, *m_tools, report, stop);
    return {movie.size, movie.frames, movie.seconds};
}

}  // namespace nie::cli

#else

#include "core/base/error.h"

namespace nie::cli {

MovieOutput::MovieOutput(std::filesystem::path file) : m_file(std::move(file))
{
    throw InputError(m_file.string(), "this nie was built without figures");
}

WrittenMovie MovieOutput::write(MovieFilm&, const MoviePlan&, const MovieReport&,
                                const std::stop_token&) const
{
    throw InputError(m_file.string(), "this nie was built without figures");
}

}  // namespace nie::cli

#endif
