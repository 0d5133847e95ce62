#pragma once

#include <QByteArray>
#include <QImage>

namespace nie {

/// A baseline TIFF 6.0 file (Adobe 1992) of one RGB image, 8 bits a channel, without alpha, in
/// strips that are packed by LZW. `description` and `software` are ASCII. Written by hand: Qt's
/// plug-in for it may not be there.
QByteArray tiffBytes(const QImage& image, int dpi, const QByteArray& description,
                     const QByteArray& software);

/// LZW as TIFF 6.0 packs it (section 13): codes of 9 to 12 bits, the highest bit first, a clear
/// code in front, the width of codes grown one code early.
QByteArray tiffLzw(const uchar* bytes, qsizetype count);

}  // namespace nie
