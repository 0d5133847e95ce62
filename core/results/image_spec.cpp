#include "core/results/image_spec.h"

#include "core/base/error.h"
#include "core/results/colour_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

void checkCoordinates(const char* axis, const std::vector<double>& coordinates, std::size_t count)
{
    const std::string where = std::string("heat map, ") + axis;
    if (!coordinates.empty() && coordinates.size() != count && coordinates.size() != count + 1)
        throw InputError(where, "the coordinates do not fit the cells",
                         fmt::format("{} coordinates", coordinates.size()),
                         fmt::format("{} centres or {} edges", count, count + 1));
    for (std::size_t i = 0; i < coordinates.size(); ++i)
        if (!std::isfinite(coordinates[i]) || (i > 0 && coordinates[i] <= coordinates[i - 1]))
            throw InputError(where, "the coordinates do not rise",
                             fmt::format("{} at index {}", coordinates[i], i), "rising numbers");
}

bool isFixed(double bound, bool logarithmic)
{
    return std::isfinite(bound) && (!logarithmic || bound > 0);
}

/// Least and greatest of the cells shown, those that a logarithm has; 1, 0 where there is none.
ValueRange extentOf(const ImageSpec& image)
{
    ValueRange extent{1.0, 0.0};
    for (std::size_t i = 0; i < image.rows; ++i)
        for (std::size_t j = 0; j < image.columns; ++j) {
            const double value = image.at(i, j);
            if (!image.shows(i, j) || (image.logarithmic && value <= 0))
                continue;
            if (extent.from > extent.to)
                extent = {value, value};
            extent.from = std::min(extent.from, value);
            extent.to = std::max(extent.to, value);
        }
    return extent;
}

/// Room about a single value.
void widen(ValueRange& range, bool logarithmic)
{
    if (range.from < range.to)
        return;
    if (range.from > range.to)
        range = logarithmic ? ValueRange{1.0, 10.0} : ValueRange{0.0, 1.0};
    else if (logarithmic)
        range = {range.from / 2, range.to * 2};
    else {
        const double room = range.from == 0 ? 1.0 : 0.1 * std::abs(range.from);
        range = {range.from - room, range.to + room};
    }
}

}  // namespace

bool ImageSpec::shows(std::size_t row, std::size_t column) const
{
    const std::size_t cell = row * columns + column;
    return std::isfinite(values[cell]) && (mask.empty() || mask[cell] == 0);
}

void validate(const ImageSpec& image)
{
    if (image.rows == 0 || image.columns == 0 ||
        image.values.size() != image.rows * image.columns ||
        (!image.mask.empty() && image.mask.size() != image.values.size()))
        throw InputError(
            "heat map", "the values do not fill the rows",
            fmt::format("{} values, {} of the mask", image.values.size(), image.mask.size()),
            fmt::format("{} x {}", image.rows, image.columns));
    checkCoordinates("x", image.x, image.columns);
    checkCoordinates("y", image.y, image.rows);
    colourMap(image.colourMap);
}

ValueRange valueRange(const ImageSpec& image)
{
    const ValueRange extent = extentOf(image);
    ValueRange range = extent;
    if (image.symmetric && !image.logarithmic && extent.from <= extent.to) {
        range.to = std::max(std::abs(extent.from), std::abs(extent.to));
        range.from = -range.to;
    }
    widen(range, image.logarithmic);
    if (isFixed(image.from, image.logarithmic))
        range.from = image.from;
    if (isFixed(image.to, image.logarithmic))
        range.to = image.to;
    if (image.symmetric && !image.logarithmic &&
        isFixed(image.from, false) != isFixed(image.to, false)) {
        range.to = std::abs(isFixed(image.to, false) ? image.to : image.from);
        range.from = -range.to;
    }
    if (!(range.from < range.to))
        range.to = image.logarithmic ? range.from * 10 : range.from + 1;
    for (std::size_t i = 0; i < image.rows; ++i)
        for (std::size_t j = 0; j < image.columns; ++j)
            if (image.shows(i, j)) {
                range.clipsBelow = range.clipsBelow || image.at(i, j) < range.from;
                range.clipsAbove = range.clipsAbove || image.at(i, j) > range.to;
            }
    return range;
}

std::vector<double> cellEdges(const std::vector<double>& coordinates, std::size_t count)
{
    if (coordinates.size() == count + 1)
        return coordinates;
    std::vector<double> edges(count + 1);
    if (coordinates.empty() || count == 1) {
        const double first = coordinates.empty() ? 0.0 : coordinates.front();
        for (std::size_t i = 0; i <= count; ++i)
            edges[i] = first + static_cast<double>(i) - 0.5;
        return edges;
    }
    for (std::size_t i = 1; i < count; ++i)
        edges[i] = (coordinates[i - 1] + coordinates[i]) / 2;
    edges[0] = 2 * coordinates[0] - edges[1];
    edges[count] = 2 * coordinates[count - 1] - edges[count - 1];
    return edges;
}

std::vector<double> cellCentres(const std::vector<double>& coordinates, std::size_t count)
{
    if (coordinates.size() == count)
        return coordinates;
    const std::vector<double> edges = cellEdges(coordinates, count);
    std::vector<double> centres(count);
    for (std::size_t i = 0; i < count; ++i)
        centres[i] = (edges[i] + edges[i + 1]) / 2;
    return centres;
}

}  // namespace nie
