#pragma once

#include <QSize>

#include <filesystem>
#include <memory>

class QImage;

namespace nie {

/// A movie as Ogg Theora (.ogv), written by VTK frame by frame: memory does not grow with its
/// length. The file appears under its name when finish() has returned; until then, and for ever
/// where that fails, there is only a temporary one beside it, which is removed. May be used in any
/// one thread.
class OgvWriter {
public:
    OgvWriter();
    ~OgvWriter();  ///< cancels what is not finished
    OgvWriter(const OgvWriter&) = delete;
    OgvWriter& operator=(const OgvWriter&) = delete;

    /// `size`: of every frame, in pixels. Throws InputError for a size or rate that cannot be,
    /// RunError where the file cannot be written.
    void open(const std::filesystem::path& path, QSize size, int framesPerSecond);
    /// Appends a frame; transparent pixels are as on white. Throws RunError where it has another
    /// size or encoding fails.
    void add(const QImage& frame);
    /// Throws RunError where there is no frame or not all of the file could be written.
    void finish();
    /// Removes what was written so far.
    void cancel();

    bool isOpen() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
