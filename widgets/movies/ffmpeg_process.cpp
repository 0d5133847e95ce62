#include "widgets/movies/ffmpeg_process.h"

#include "core/base/error.h"

#include <utility>

namespace nie {

namespace {

constexpr int kShortWait = 50;         // ms, after which a stop is looked for
constexpr qsizetype kMostWords = 500;  // of what the program complains

}  // namespace

FfmpegProcess::FfmpegProcess(const std::filesystem::path& program, const QStringList& arguments,
                             std::filesystem::path movie, std::stop_token stop)
    : m_movie(std::move(movie)),
      m_stop(std::move(stop))
{
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(QString::fromStdString(program.string()), arguments);
    if (!m_process.waitForStarted())
        throw RunError(m_movie.string(), program.string() + " cannot be started: " +
                                             m_process.errorString().toStdString());
}

FfmpegProcess::~FfmpegProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void FfmpegProcess::throwIfStopped() const
{
    if (m_stop.stop_requested())
        throw Interrupted();
}

void FfmpegProcess::fail()
{
    throwIfStopped();  // Ctrl-C in a terminal ends the program, too
    const QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    throw RunError(m_movie.string(),
                   "ffmpeg could not write it: " +
                       (said.isEmpty()
                            ? QStringLiteral("it ended with code %1").arg(m_process.exitCode())
                            : said.right(kMostWords))
                           .toStdString());
}

void FfmpegProcess::write(const char* bytes, qint64 count)
{
    throwIfStopped();
    if (m_process.write(bytes, count) != count)
        fail();
    while (m_process.bytesToWrite() > 0) {
        if (!m_process.waitForBytesWritten(kShortWait) && m_process.state() == QProcess::NotRunning)
            fail();
        throwIfStopped();
    }
}

void FfmpegProcess::finish()
{
    m_process.closeWriteChannel();
    while (m_process.state() != QProcess::NotRunning) {
        throwIfStopped();
        m_process.waitForFinished(kShortWait);
    }
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
        fail();
}

}  // namespace nie
