#pragma once

#include "widgets/movies/movie_writer.h"
#include "widgets/scene/ogv_writer.h"

namespace nie {

/// A movie as Ogg Theora, made by VTK. Throws InputError where the frames a second are no whole
/// number, which this kind wants.
class OggWriter : public MovieWriter {
public:
    OggWriter(const std::filesystem::path& file, const MovieSettings& settings,
              std::stop_token stop);

    void add(const QImage& frame) override;
    void finish() override;

private:
    std::stop_token m_stop;
    OgvWriter m_writer;  ///< cancels what is not finished
    PixelSize m_padded;
};

}  // namespace nie
