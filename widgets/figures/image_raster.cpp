#include "widgets/figures/image_raster.h"

#include "core/results/colour_map.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kMostPixels = 2048;
constexpr double kFineness = 16;  ///< pixels of the narrowest of uneven cells

/// Pixels along one axis of the drawing, from the smaller drawing coordinate on.
struct PixelAxis {
    double from = 0.0;
    double to = 0.0;
    std::vector<std::size_t> cell;  ///< that a pixel shows
};

struct CellSpan {
    std::size_t cell = 0;
    double from = 0.0;
    double to = 0.0;
};

/// Where the cells in sight lie on the drawing, in its order.
std::vector<CellSpan> visibleCells(const std::vector<double>& edges, const AxisMapping& axis)
{
    const double low = std::min(axis.start, axis.end), high = std::max(axis.start, axis.end);
    std::vector<CellSpan> spans;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const double a = axis.toDrawing(edges[i]), b = axis.toDrawing(edges[i + 1]);
        const double from = std::min(a, b), to = std::max(a, b);
        // The negated form drops what a logarithmic axis does not have (NaN).
        if (to > low && from < high)
            spans.push_back({i, from, to});
    }
    if (spans.size() > 1 && spans.front().from > spans.back().from)
        std::reverse(spans.begin(), spans.end());
    return spans;
}

PixelAxis pixelsAlong(const std::vector<double>& edges, const AxisMapping& axis)
{
    PixelAxis pixels;
    const std::vector<CellSpan> spans = visibleCells(edges, axis);
    if (spans.empty())
        return pixels;
    pixels.from = spans.front().from;
    pixels.to = spans.back().to;
    double least = pixels.to - pixels.from, greatest = 0;
    for (const CellSpan& span : spans) {
        least = std::min(least, span.to - span.from);
        greatest = std::max(greatest, span.to - span.from);
    }
    if (greatest - least <= 1e-6 * greatest) {
        for (const CellSpan& span : spans)
            pixels.cell.push_back(span.cell);
        return pixels;
    }
    const double length = pixels.to - pixels.from;
    const double wanted =
        std::clamp(std::ceil(kFineness * length / least - 1e-6), 1.0, kMostPixels);
    const double width = length / wanted;
    std::size_t at = 0;
    for (int i = 0; i < static_cast<int>(wanted); ++i) {
        const double middle = pixels.from + (i + 0.5) * width;
        while (at + 1 < spans.size() && middle > spans[at].to)
            ++at;
        pixels.cell.push_back(spans[at].cell);
    }
    return pixels;
}

QRgb packed(RgbColour colour)
{
    return qRgb(colour.red, colour.green, colour.blue);
}

}  // namespace

ImageRaster imageRaster(const ImageSpec& image, const AxisMapping& x, const AxisMapping& y)
{
    validate(image);
    const PixelAxis across = pixelsAlong(cellEdges(image.x, image.columns), x);
    const PixelAxis down = pixelsAlong(cellEdges(image.y, image.rows), y);
    ImageRaster raster;
    if (across.cell.empty() || down.cell.empty())
        return raster;
    raster.target = QRectF(QPointF(across.from, down.from), QPointF(across.to, down.to));
    raster.pixels = QImage(static_cast<int>(across.cell.size()), static_cast<int>(down.cell.size()),
                           QImage::Format_ARGB32);
    const std::vector<RgbColour>& map = colourMap(image.colourMap);
    const ValueRange range = valueRange(image);
    const AxisMapping share{{range.from, range.to}, image.logarithmic, 0.0, 1.0};
    for (int row = 0; row < raster.pixels.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(raster.pixels.scanLine(row));
        const std::size_t i = down.cell[static_cast<std::size_t>(row)];
        for (std::size_t column = 0; column < across.cell.size(); ++column) {
            const std::size_t j = across.cell[column];
            const bool shown = image.shows(i, j);
            const double at = shown ? share.toDrawing(image.at(i, j)) : 0.0;
            line[column] = shown ? packed(colourAt(map, std::isnan(at) ? 0.0 : at)) : 0;
            raster.isWhole = raster.isWhole && shown;
        }
    }
    if (raster.isWhole)
        raster.pixels = raster.pixels.convertToFormat(QImage::Format_RGB32);
    return raster;
}

QImage colourBarPixels(const std::string& name)
{
    const std::vector<RgbColour>& map = colourMap(name);
    const int count = static_cast<int>(map.size());
    QImage pixels(1, count, QImage::Format_RGB32);
    for (int i = 0; i < count; ++i)
        pixels.setPixel(0, count - 1 - i, packed(map[static_cast<std::size_t>(i)]));
    return pixels;
}

}  // namespace nie
