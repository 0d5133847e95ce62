#pragma once

#include "widgets/movies/movie_writer.h"

#include <QStringList>

namespace nie {

/// Frames from standard input, 8 bits of red, green and blue a pixel, into a video file.
QStringList videoArguments(MovieKind kind, const MovieSettings& settings,
                           const std::filesystem::path& output);

/// The first round of a GIF: frames from standard input without loss into `frames`, the best 256
/// colours of all of them into `palette`.
QStringList paletteArguments(const MovieSettings& settings, const std::filesystem::path& frames,
                             const std::filesystem::path& palette);
/// The second round.
QStringList gifArguments(const MovieSettings& settings, const std::filesystem::path& frames,
                         const std::filesystem::path& palette, const std::filesystem::path& output);

}  // namespace nie
