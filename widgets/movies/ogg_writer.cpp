#include "widgets/movies/ogg_writer.h"

#include "core/base/error.h"

#include <QImage>
#include <QPainter>

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace nie {

namespace {

int evenLength(int pixels)
{
    return pixels + pixels % 2;
}

int wholeRate(const std::filesystem::path& file, double framesPerSecond)
{
    const double rate = std::round(framesPerSecond);
    if (rate < 1.0 || std::abs(rate - framesPerSecond) > 1e-9)
        throw InputError(file.string(), "this kind of movie shows whole frames a second only",
                         fmt::format("{}", framesPerSecond), "1, 2, 3, ...");
    return static_cast<int>(rate);
}

}  // namespace

OggWriter::OggWriter(const std::filesystem::path& file, const MovieSettings& settings,
                     std::stop_token stop)
    : m_stop(std::move(stop)),
      m_padded{evenLength(settings.size.width), evenLength(settings.size.height)}
{
    m_writer.open(file, QSize(m_padded.width, m_padded.height),
                  wholeRate(file, settings.framesPerSecond));
}

void OggWriter::add(const QImage& frame)
{
    if (m_stop.stop_requested())
        throw Interrupted();
    if (frame.width() == m_padded.width && frame.height() == m_padded.height) {
        m_writer.add(frame);
        return;
    }
    QImage padded(m_padded.width, m_padded.height, QImage::Format_RGB32);
    padded.fill(Qt::white);
    QPainter(&padded).drawImage(0, 0, frame);
    m_writer.add(padded);
}

void OggWriter::finish()
{
    if (m_stop.stop_requested())
        throw Interrupted();
    m_writer.finish();
}

}  // namespace nie
