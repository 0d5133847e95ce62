#include "widgets/scene/ogv_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkOggTheoraWriter.h>
#include <vtkSmartPointer.h>

#include <QImage>
#include <QPainter>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

namespace nie {

namespace {

constexpr int kMostPixelsAlong = 16384;
constexpr int kMostFramesPerSecond = 240;
constexpr int kBestQuality = 2;

std::string sizeText(QSize size)
{
    return fmt::format("{} x {}", size.width(), size.height());
}

/// Whether a file ends with a whole page that is marked as the last of its stream (RFC 3533): the
/// encoder does not tell when the disk is full.
bool endsWithLastOggPage(const std::filesystem::path& path)
{
    constexpr std::size_t kHeader = 27;       // bytes before the segment table
    constexpr std::size_t kMostPage = 65307;  // bytes
    const std::string content = [&] {
        std::ifstream file(path, std::ios::binary | std::ios::ate);
        const auto size = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
        std::string tail(std::min(size, kMostPage), '\0');
        file.seekg(static_cast<std::streamoff>(size - tail.size()));
        file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
        return file ? tail : std::string();
    }();
    for (auto at = content.rfind("OggS"); at != std::string::npos && content.size() - at >= kHeader;
         at = at == 0 ? std::string::npos : content.rfind("OggS", at - 1)) {
        const auto byte = [&](std::size_t i) {
            return static_cast<unsigned char>(content[at + i]);
        };
        const std::size_t segments = byte(26);
        if (content.size() - at < kHeader + segments)
            continue;
        std::size_t body = 0;
        for (std::size_t i = 0; i < segments; ++i)
            body += byte(kHeader + i);
        if (at + kHeader + segments + body == content.size())
            return (byte(5) & 4) != 0;
    }
    return false;
}

/// Opaque, red green blue, without gaps between rows.
QImage plainFrame(const QImage& frame)
{
    if (!frame.hasAlphaChannel())
        return frame.convertToFormat(QImage::Format_RGB888);
    QImage onWhite(frame.size(), QImage::Format_RGB888);
    onWhite.fill(Qt::white);
    QPainter(&onWhite).drawImage(0, 0, frame);
    return onWhite;
}

}  // namespace

class OgvWriter::Private {
public:
    void fill(const QImage& frame);
    void close();
    void removeTemporary() const
    {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
    }

    std::filesystem::path path;
    std::filesystem::path temporary;
    QSize size;
    long frames = 0;
    bool begun = false;  ///< VTK opens the file with the first frame, and must not close it before
    vtkSmartPointer<vtkOggTheoraWriter> writer;  ///< null: not open
    vtkNew<vtkImageData> image;
};

/// VTK counts rows from below.
void OgvWriter::Private::fill(const QImage& frame)
{
    const QImage plain = plainFrame(frame);
    const auto rowBytes = static_cast<std::size_t>(3 * size.width());
    for (int row = 0; row < size.height(); ++row)
        std::memcpy(image->GetScalarPointer(0, size.height() - 1 - row, 0), plain.scanLine(row),
                    rowBytes);
    image->Modified();
}

void OgvWriter::Private::close()
{
    if (begun)
        writer->End();
    begun = false;
    writer = nullptr;
}

OgvWriter::OgvWriter() : m_d(std::make_unique<Private>()) {}

OgvWriter::~OgvWriter()
{
    cancel();
}

bool OgvWriter::isOpen() const
{
    return m_d->writer != nullptr;
}

void OgvWriter::open(const std::filesystem::path& path, QSize size, int framesPerSecond)
{
    cancel();
    if (size.isEmpty() || size.width() > kMostPixelsAlong || size.height() > kMostPixelsAlong)
        throw InputError(path.string(), "size of a movie", sizeText(size),
                         fmt::format("1 x 1 to {0} x {0} pixels", kMostPixelsAlong));
    if (framesPerSecond < 1 || framesPerSecond > kMostFramesPerSecond)
        throw InputError(path.string(), "frames a second", std::to_string(framesPerSecond),
                         fmt::format("1 to {}", kMostFramesPerSecond));
    m_d->path = path;
    m_d->temporary = temporaryNameBeside(path);
    // VTK says nothing about a file that it cannot open.
    if (!std::ofstream(m_d->temporary, std::ios::binary))
        throw RunError(path.string(), std::string("cannot write: ") + std::strerror(errno));
    m_d->size = size;
    m_d->frames = 0;
    m_d->image->SetDimensions(size.width(), size.height(), 1);
    m_d->image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    m_d->writer = vtkSmartPointer<vtkOggTheoraWriter>::New();
    m_d->writer->SetInputData(m_d->image);
    m_d->writer->SetFileName(m_d->temporary.c_str());
    m_d->writer->SetRate(framesPerSecond);
    m_d->writer->SetQuality(kBestQuality);
    // Half the resolution of colours is what every player understands.
    m_d->writer->SubsamplingOn();
    m_d->writer->Start();
}

void OgvWriter::add(const QImage& frame)
{
    if (!isOpen())
        throw RunError(m_d->path.string(), "a frame was added to a movie that is not open");
    if (frame.size() != m_d->size)
        throw RunError(m_d->path.string(),
                       "a frame is not as large as the movie, which is " + sizeText(m_d->size),
                       sizeText(frame.size()));
    m_d->fill(frame);
    m_d->begun = true;
    m_d->writer->Write();
    if (m_d->writer->GetError() != 0)
        throw RunError(m_d->path.string(),
                       fmt::format("frame {} could not be encoded", m_d->frames + 1));
    ++m_d->frames;
}

void OgvWriter::finish()
{
    if (!isOpen() || m_d->frames == 0) {
        cancel();
        throw RunError(m_d->path.string(), "a movie needs at least one frame");
    }
    m_d->close();
    try {
        if (!endsWithLastOggPage(m_d->temporary))
            throw RunError(m_d->path.string(), "cannot write all of the movie: is the disk full?");
        renameIntoPlace(m_d->temporary, m_d->path);
    } catch (...) {
        m_d->removeTemporary();
        throw;
    }
}

void OgvWriter::cancel()
{
    if (!isOpen())
        return;
    m_d->close();
    m_d->removeTemporary();
}

}  // namespace nie
