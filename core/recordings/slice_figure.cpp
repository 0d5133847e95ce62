#include "core/recordings/recording_figures.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kPenUp = std::numeric_limits<double>::quiet_NaN();

/// Two axes of a slice, and the one it is cut across.
struct SlicePlane {
    const char* title;
    std::size_t right;
    std::size_t up;
    std::size_t across;
};
constexpr std::array kPlanes{SlicePlane{"Sagittal", 1, 2, 0}, SlicePlane{"Coronal", 0, 2, 1},
                             SlicePlane{"Axial", 0, 1, 2}};

std::string axisLabel(const VolumeSeries& series, std::size_t axis)
{
    constexpr std::array kNames{"x", "y", "z"};
    return fmt::format("{} ({})", kNames[axis], series.isInMillimetres() ? "mm" : "voxels");
}

std::array<std::int64_t, 3> placeIn(const SlicePlane& plane, const SliceLook& look, std::int64_t i,
                                    std::int64_t j)
{
    std::array<std::int64_t, 3> at = look.at;
    at[plane.right] = i;
    at[plane.up] = j;
    return at;
}

/// Edges between voxels inside the region and outside.
SeriesSpec outline(const VolumeSeries& series, const SlicePlane& plane, const SliceLook& look)
{
    SeriesSpec line;
    line.label = look.regionName;
    line.colour = 1;
    line.widthPoints = 1.2;
    const auto x =
        cellEdges(series.coordinates(plane.right), series.coordinates(plane.right).size());
    const auto y = cellEdges(series.coordinates(plane.up), series.coordinates(plane.up).size());
    const std::int64_t columns = series.shape()[plane.right];
    const std::int64_t rows = series.shape()[plane.up];
    const auto inside = [&](std::int64_t i, std::int64_t j) {
        if (i < 0 || j < 0 || i >= columns || j >= rows)
            return false;
        const auto at = placeIn(plane, look, i, j);
        return series.label(at[0], at[1], at[2]) == look.region;
    };
    const auto edge = [&](std::int64_t i, std::int64_t j, std::int64_t toI, std::int64_t toJ) {
        line.x.insert(line.x.end(), {x[std::size_t(i)], x[std::size_t(toI)], kPenUp});
        line.y.insert(line.y.end(), {y[std::size_t(j)], y[std::size_t(toJ)], kPenUp});
    };
    for (std::int64_t j = 0; j <= rows; ++j)
        for (std::int64_t i = 0; i <= columns; ++i) {
            if (inside(i, j) != inside(i - 1, j) && j < rows)
                edge(i, j, i, j + 1);
            if (inside(i, j) != inside(i, j - 1) && i < columns)
                edge(i, j, i + 1, j);
        }
    return line;
}

SeriesSpec crossHair(const VolumeSeries& series, const SlicePlane& plane, const SliceLook& look)
{
    const auto& x = series.coordinates(plane.right);
    const auto& y = series.coordinates(plane.up);
    const double atX = x[static_cast<std::size_t>(look.at[plane.right])];
    const double atY = y[static_cast<std::size_t>(look.at[plane.up])];
    const auto xEdges = cellEdges(x, x.size());
    const auto yEdges = cellEdges(y, y.size());
    SeriesSpec cross;
    cross.style = SeriesSpec::Style::Dotted;
    cross.colour = 2;
    cross.x = {atX, atX, kPenUp, xEdges.front(), xEdges.back()};
    cross.y = {yEdges.front(), yEdges.back(), kPenUp, atY, atY};
    return cross;
}

PanelSpec slicePanel(const VolumeSeries& series, const SlicePlane& plane, const SliceLook& look)
{
    constexpr std::array kNames{"x", "y", "z"};
    PanelSpec panel;
    const auto cut = static_cast<std::size_t>(look.at[plane.across]);
    panel.title =
        fmt::format("{}, {} = {:.4g}{}", plane.title, kNames[plane.across],
                    series.coordinates(plane.across)[cut], series.isInMillimetres() ? " mm" : "");
    panel.x.label = axisLabel(series, plane.right);
    panel.y.label = axisLabel(series, plane.up);
    panel.equalAspect = true;
    ImageSpec image;
    image.label = "signal";
    image.colourMap = "grey";
    image.from = series.dark();
    image.to = series.bright();
    image.columns = static_cast<std::size_t>(series.shape()[plane.right]);
    image.rows = static_cast<std::size_t>(series.shape()[plane.up]);
    image.x = series.coordinates(plane.right);
    image.y = series.coordinates(plane.up);
    image.colourBar = plane.across == 2;
    for (std::int64_t j = 0; j < std::int64_t(image.rows); ++j)
        for (std::int64_t i = 0; i < std::int64_t(image.columns); ++i) {
            const auto at = placeIn(plane, look, i, j);
            image.values.push_back(double(series.at(look.volume, at[0], at[1], at[2])));
        }
    panel.image = std::move(image);
    if (look.region != 0)
        panel.series.push_back(outline(series, plane, look));
    panel.series.push_back(crossHair(series, plane, look));
    return panel;
}

PanelSpec voxelTrace(const VolumeSeries& series, const SliceLook& look)
{
    PanelSpec panel;
    panel.title = "Signal of the voxel";
    panel.x.label = look.repetitionTime ? "t (s)" : "t (volumes)";
    panel.y.label = "signal";
    const double step = look.repetitionTime.value_or(1.0) * double(series.stride());
    SeriesSpec line;
    line.colour = 1;
    for (std::int64_t k = 0; k < series.count(); ++k) {
        line.x.push_back(double(k) * step);
        line.y.push_back(double(series.at(k, look.at[0], look.at[1], look.at[2])));
    }
    panel.series.push_back(std::move(line));
    panel.bands.push_back({"shown", double(look.volume) * step, double(look.volume) * step});
    return panel;
}

}  // namespace

FigureSpec sliceFigure(const VolumeSeries& series, const SliceLook& look)
{
    FigureSpec figure;
    figure.title = "Slices";
    figure.columns = 2;
    figure.heightMillimetres = 150.0;
    for (const SlicePlane& plane : kPlanes)
        figure.panels.push_back(slicePanel(series, plane, look));
    figure.panels.push_back(voxelTrace(series, look));
    if (!series.isInMillimetres())
        figure.provenance.emplace_back("orientation",
                                       "axes of the image: oblique, or not stated in its header");
    return figure;
}

}  // namespace nie
