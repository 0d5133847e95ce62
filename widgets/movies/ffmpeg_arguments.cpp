#include "widgets/movies/ffmpeg_arguments.h"

#include "core/base/version.h"

#include <fmt/format.h>

namespace nie {

namespace {

QString pathText(const std::filesystem::path& path)
{
    // An absolute one cannot be taken for an option or a protocol.
    return "file:" + QString::fromStdString(std::filesystem::absolute(path).string());
}

QStringList generalArguments()
{
    return {"-hide_banner", "-loglevel", "error", "-y"};
}

QStringList inputArguments(const MovieSettings& settings)
{
    return generalArguments() << QStringList{
               "-f",
               "rawvideo",
               "-pixel_format",
               "rgb24",
               "-video_size",
               QString::fromStdString(
                   fmt::format("{}x{}", settings.size.width, settings.size.height)),
               "-framerate",
               QString::fromStdString(fmt::format("{}", settings.framesPerSecond)),
               "-i",
               "pipe:0"};
}

QStringList metadataArguments(const MovieSettings& settings)
{
    std::string comment;
    for (const auto& [key, value] : settings.provenance)
        comment += fmt::format("{}{}: {}", comment.empty() ? "" : "; ", key, value);
    return {"-metadata", "title=" + QString::fromStdString(settings.title),
            "-metadata", "comment=" + QString::fromStdString(comment),
            "-metadata", "encoder_software=NIE Studio " + QString::fromStdString(versionNumber())};
}

/// Constant quality: lines and letters stay sharp.
QStringList encoderArguments(MovieKind kind)
{
    if (kind == MovieKind::WebM)
        return {"-c:v",      "libvpx-vp9", "-crf",      "22", "-b:v",    "0",
                "-deadline", "good",       "-cpu-used", "4",  "-row-mt", "1"};
    return {"-c:v", "libx264", "-preset", "medium", "-crf", "16", "-movflags", "+faststart"};
}

}  // namespace

QStringList videoArguments(MovieKind kind, const MovieSettings& settings,
                           const std::filesystem::path& output)
{
    QStringList arguments = inputArguments(settings);
    // Colours are halved in resolution: sizes must be even. Players take BT.709 for granted.
    arguments << "-an"
              << "-vf"
              << "pad=ceil(iw/2)*2:ceil(ih/2)*2:0:0:white,"
                 "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
              << encoderArguments(kind) << "-colorspace"
              << "bt709"
              << "-color_primaries"
              << "bt709"
              << "-color_trc"
              << "bt709" << metadataArguments(settings) << "-f"
              << (kind == MovieKind::WebM ? "webm" : "mp4") << pathText(output);
    return arguments;
}

QStringList paletteArguments(const MovieSettings& settings, const std::filesystem::path& frames,
                             const std::filesystem::path& palette)
{
    return inputArguments(settings)
           << QStringList{"-filter_complex",
                          "[0:v]split[frames][colours];[colours]palettegen[table]",
                          "-map",
                          "[frames]",
                          "-c:v",
                          "ffv1",
                          "-pix_fmt",
                          "bgr0",
                          "-f",
                          "matroska",
                          pathText(frames),
                          "-map",
                          "[table]",
                          "-frames:v",
                          "1",
                          "-update",
                          "1",
                          "-c:v",
                          "png",
                          "-f",
                          "image2",
                          pathText(palette)};
}

QStringList gifArguments(const MovieSettings& settings, const std::filesystem::path& frames,
                         const std::filesystem::path& palette, const std::filesystem::path& output)
{
    // A GIF counts what follows the first showing; -1: nothing does.
    const std::int64_t repeats = settings.loops == 0   ? 0
                                 : settings.loops == 1 ? -1
                                                       : settings.loops - 1;
    return generalArguments() << QStringList{"-i",
                                             pathText(frames),
                                             "-i",
                                             pathText(palette),
                                             "-filter_complex",
                                             "[0:v][1:v]paletteuse=dither=bayer:bayer_scale=4",
                                             "-loop",
                                             QString::number(repeats),
                                             "-f",
                                             "gif",
                                             pathText(output)};
}

}  // namespace nie
