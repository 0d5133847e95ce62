#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

enum class MovieKind { Frames, Mp4, WebM, Gif, Ogv };

/// A kind of movie file.
struct MovieFormat {
    MovieKind kind = MovieKind::Frames;
    std::string name;    ///< "mp4"; "frames"
    std::string title;   ///< "MP4 video (H.264)"
    std::string suffix;  ///< ".mp4"; of frames ".png"
};

/// All kinds; the frames first, which need nothing but this program.
std::vector<MovieFormat> movieFormats();
MovieFormat movieFormat(MovieKind kind);

/// By the suffix of a file; a name without one is a folder of frames. Throws InputError for an
/// unknown suffix, naming those that there are.
MovieKind movieKindOf(const std::filesystem::path& file);

/// Whether the kind itself says how often it is shown; the others hold the frames so many times.
bool storesLoops(MovieKind kind);

/// What this machine can write.
class MovieTools {
public:
    /// Looks for ffmpeg in the search path of programs and asks it for its encoders, which takes a
    /// tenth of a second.
    static MovieTools probe();

    /// Why a kind cannot be written here, in words, with what to do; empty: it can.
    std::string unavailableReason(MovieKind kind) const;
    /// The program; empty where there is none.
    const std::filesystem::path& ffmpeg() const { return m_ffmpeg; }
    /// The suffixes that can be written, "a folder, .png, .ogv", for messages.
    std::string available() const;

private:
    std::filesystem::path m_ffmpeg;
    std::string m_problem;                ///< why ffmpeg is of no use at all; empty: it is
    std::vector<std::string> m_encoders;  ///< names, as ffmpeg lists them
};

}  // namespace nie
