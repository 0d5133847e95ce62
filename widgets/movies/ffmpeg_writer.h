#pragma once

#include "widgets/movies/ffmpeg_process.h"
#include "widgets/movies/movie_writer.h"
#include "widgets/movies/staging_folder.h"

#include <QByteArray>

#include <memory>

namespace nie {

/// A movie made by ffmpeg: MP4, WebM or GIF. A GIF is made in two rounds, first the colours that
/// all frames need together and the frames without loss on the disk, then the file.
class FfmpegWriter : public MovieWriter {
public:
    FfmpegWriter(std::filesystem::path file, const MovieSettings& settings, const MovieTools& tools,
                 std::stop_token stop);

    void add(const QImage& frame) override;
    void finish() override;

private:
    std::filesystem::path m_file;
    MovieSettings m_settings;
    std::filesystem::path m_program;
    std::stop_token m_stop;
    StagingFolder m_staging;
    std::unique_ptr<FfmpegProcess> m_process;
    QByteArray m_bytes;  ///< of one frame: rows of red, green, blue without gaps
};

}  // namespace nie
