#include "widgets/movies/movie_format.h"

#include "core/base/error.h"

#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nie {

namespace {

constexpr int kProbePatience = 10000;  // ms, for an answer that takes a tenth of a second

/// The encoder that ffmpeg needs for a kind, and what it makes; null for kinds without ffmpeg.
struct NeededEncoder {
    const char* name = nullptr;
    const char* codec = nullptr;
};

NeededEncoder neededEncoder(MovieKind kind)
{
    switch (kind) {
    case MovieKind::Mp4:
        return {"libx264", "H.264"};
    case MovieKind::WebM:
        return {"libvpx-vp9", "VP9"};
    case MovieKind::Gif:
        return {"gif", "GIF"};
    case MovieKind::Frames:
    case MovieKind::Ogv:
        break;
    }
    return {};
}

/// The second word of every line below the rule: " V..... gif   GIF (Graphics ...)".
std::vector<std::string> encodersIn(const QString& list)
{
    std::vector<std::string> names;
    bool below = false;
    for (const QString& line : list.split('\n')) {
        const QStringList words = line.simplified().split(' ');
        if (below && words.size() > 1)
            names.push_back(words[1].toStdString());
        below = below || line.trimmed().startsWith("------");
    }
    return names;
}

}  // namespace

std::vector<MovieFormat> movieFormats()
{
    return {{MovieKind::Frames, "frames", "PNG frames", ".png"},
            {MovieKind::Mp4, "mp4", "MP4 video (H.264)", ".mp4"},
            {MovieKind::WebM, "webm", "WebM video (VP9)", ".webm"},
            {MovieKind::Gif, "gif", "Animated GIF", ".gif"},
            {MovieKind::Ogv, "ogv", "Ogg video (Theora)", ".ogv"}};
}

MovieFormat movieFormat(MovieKind kind)
{
    const auto formats = movieFormats();
    return *std::find_if(formats.begin(), formats.end(),
                         [kind](const MovieFormat& format) { return format.kind == kind; });
}

MovieKind movieKindOf(const std::filesystem::path& file)
{
    std::string suffix = file.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (suffix.empty())
        return MovieKind::Frames;
    std::vector<std::string> suffixes;
    for (const MovieFormat& format : movieFormats()) {
        if (format.suffix == suffix)
            return format.kind;
        suffixes.push_back(format.suffix);
    }
    throw InputError(file.string(), "unknown kind of movie", suffix,
                     fmt::format("{}, or a folder for PNG frames", fmt::join(suffixes, ", ")));
}

bool storesLoops(MovieKind kind)
{
    return kind == MovieKind::Gif;
}

MovieTools MovieTools::probe()
{
    MovieTools tools;
    const QString program = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
    if (program.isEmpty()) {
        tools.m_problem = "the program ffmpeg is not in the search path; install it (Debian, "
                          "Ubuntu: apt install ffmpeg)";
        return tools;
    }
    tools.m_ffmpeg = program.toStdString();
    QProcess process;
    process.start(program, {"-hide_banner", "-encoders"});
    const bool answered = process.waitForFinished(kProbePatience) &&
                          process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (answered)
        tools.m_encoders = encodersIn(QString::fromUtf8(process.readAllStandardOutput()));
    if (tools.m_encoders.empty())
        tools.m_problem = fmt::format("{} does not tell its encoders", tools.m_ffmpeg.string());
    process.kill();
    process.waitForFinished();
    return tools;
}

std::string MovieTools::unavailableReason(MovieKind kind) const
{
    const NeededEncoder needed = neededEncoder(kind);
    if (!needed.name)
        return {};
    if (!m_problem.empty())
        return m_problem;
    if (std::find(m_encoders.begin(), m_encoders.end(), needed.name) == m_encoders.end())
        return fmt::format("{} has no encoder {} for {}; install an ffmpeg that has it",
                           m_ffmpeg.string(), needed.name, needed.codec);
    return {};
}

std::string MovieTools::available() const
{
    std::string list = "a folder";
    for (const MovieFormat& format : movieFormats())
        if (unavailableReason(format.kind).empty())
            list += ", " + format.suffix;
    return list;
}

}  // namespace nie
