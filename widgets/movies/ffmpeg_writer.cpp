#include "widgets/movies/ffmpeg_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "widgets/movies/ffmpeg_arguments.h"

#include <QImage>

#include <cstring>
#include <utility>

namespace nie {

namespace {

// Inside the staging folder.
constexpr const char* kMovieName = "movie";
constexpr const char* kFramesName = "frames.mkv";
constexpr const char* kPaletteName = "palette.png";

}  // namespace

FfmpegWriter::FfmpegWriter(std::filesystem::path file, const MovieSettings& settings,
                           const MovieTools& tools, std::stop_token stop)
    : m_file(std::move(file)),
      m_settings(settings),
      m_program(tools.ffmpeg()),
      m_stop(std::move(stop)),
      m_staging(m_file)
{
    const MovieKind kind = movieKindOf(m_file);
    const QStringList arguments =
        kind == MovieKind::Gif
            ? paletteArguments(settings, m_staging / kFramesName, m_staging / kPaletteName)
            : videoArguments(kind, settings, m_staging / kMovieName);
    m_process = std::make_unique<FfmpegProcess>(m_program, arguments, m_file, m_stop);
}

void FfmpegWriter::add(const QImage& frame)
{
    if (frame.width() != m_settings.size.width || frame.height() != m_settings.size.height)
        throw RunError(m_file.string(), "a frame has another size than the movie",
                       std::to_string(frame.width()) + " x " + std::to_string(frame.height()));
    const QImage image = frame.convertToFormat(QImage::Format_RGB888);
    const qsizetype row = qsizetype(3) * image.width();
    m_bytes.resize(row * image.height());
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(m_bytes.data() + y * row, image.constScanLine(y),
                    static_cast<std::size_t>(row));
    m_process->write(m_bytes.constData(), m_bytes.size());
}

void FfmpegWriter::finish()
{
    m_process->finish();
    if (movieKindOf(m_file) == MovieKind::Gif) {
        m_process = std::make_unique<FfmpegProcess>(
            m_program,
            gifArguments(m_settings, m_staging / kFramesName, m_staging / kPaletteName,
                         m_staging / kMovieName),
            m_file, m_stop);
        m_process->finish();
    }
    renameIntoPlace(m_staging / kMovieName, m_file);
}

}  // namespace nie
