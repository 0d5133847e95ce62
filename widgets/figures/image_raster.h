#pragma once

#include "widgets/figures/axis_mapping.h"

#include <QImage>
#include <QRectF>

namespace nie {

/// A heat map as pixels and the rectangle that they fill, in drawing coordinates.
struct ImageRaster {
    QImage pixels;  ///< transparent where a cell has no value; RGB32 where all have
    QRectF target;
    bool isWhole = true;  ///< every cell in sight has a value
};

/// The cells that lie at least partly inside both ranges. One pixel a cell along an axis whose
/// cells are evenly wide on the drawing, else up to 2048 pixels of equal width, each with the cell
/// at its middle. Throws InputError for an image that validate() refuses.
ImageRaster imageRaster(const ImageSpec& image, const AxisMapping& x, const AxisMapping& y);

/// The colour map as a column of 256 pixels, the greatest value on top.
QImage colourBarPixels(const std::string& colourMap);

}  // namespace nie
