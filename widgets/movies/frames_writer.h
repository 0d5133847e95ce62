#pragma once

#include "widgets/movies/movie_writer.h"
#include "widgets/movies/staging_folder.h"

namespace nie {

/// The frames of a movie as PNG files, in a folder of their own or beside each other under one name
/// (see makeMovieWriter()). Texts of a frame (QImage::setText) are kept.
class FramesWriter : public MovieWriter {
public:
    FramesWriter(std::filesystem::path file, std::stop_token stop);

    void add(const QImage& frame) override;
    void finish() override;

    /// Throws InputError when the frames cannot go there: of a folder, unless it is new, empty or
    /// holds nothing but the frames of an earlier movie.
    static void requireTarget(const std::filesystem::path& file);

private:
    void replaceFolder();
    void replaceFiles();

    std::filesystem::path m_file;
    std::stop_token m_stop;
    StagingFolder m_staging;
    std::int64_t m_count = 0;
};

}  // namespace nie
