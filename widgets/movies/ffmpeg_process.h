#pragma once

#include <QProcess>
#include <QStringList>

#include <filesystem>
#include <stop_token>
#include <string>

namespace nie {

/// One call of ffmpeg that reads its standard input, or nothing. Waits in short steps, so that a
/// stop is noticed; ends the program when destroyed. Needs no event loop.
class FfmpegProcess {
public:
    /// `movie`: for messages. Throws RunError when the program cannot be started.
    FfmpegProcess(const std::filesystem::path& program, const QStringList& arguments,
                  std::filesystem::path movie, std::stop_token stop);
    ~FfmpegProcess();
    FfmpegProcess(const FfmpegProcess&) = delete;
    FfmpegProcess& operator=(const FfmpegProcess&) = delete;

    /// Returns once the program has taken all of it: nothing piles up. Throws RunError with what
    /// the program says when it has given up, Interrupted.
    void write(const char* bytes, qint64 count);
    /// Tells it that this was all and waits for its end. Throws likewise.
    void finish();

private:
    void throwIfStopped() const;
    [[noreturn]] void fail();

    QProcess m_process;
    std::filesystem::path m_movie;
    std::stop_token m_stop;
};

}  // namespace nie
