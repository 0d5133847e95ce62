#include "core/io/figure_arrays.h"

#include "core/base/error.h"
#include "core/config/json.h"
#include "core/io/npy.h"
#include "core/io/npz.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

std::int64_t lengthOf(std::size_t count)
{
    return static_cast<std::int64_t>(count);
}

void addImage(std::vector<NumericArray>& arrays, const ImageSpec& image, const std::string& name)
{
    NumericArray cells{name, {lengthOf(image.rows), lengthOf(image.columns)}, image.values};
    for (std::size_t i = 0; i < image.mask.size(); ++i)
        if (image.mask[i] != 0)
            cells.values[i] = std::numeric_limits<double>::quiet_NaN();
    arrays.push_back(std::move(cells));
    arrays.push_back({name + "_x", {lengthOf(image.columns)}, cellCentres(image.x, image.columns)});
    arrays.push_back({name + "_y", {lengthOf(image.rows)}, cellCentres(image.y, image.rows)});
}

NumericArray seriesArray(const SeriesSpec& series, const std::string& name)
{
    const std::size_t count = std::min(series.x.size(), series.y.size());
    const bool shaded = series.fill.size() >= count && count > 0;
    NumericArray points{name, {lengthOf(count), shaded ? 3 : 2}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        points.values.push_back(series.x[i]);
        points.values.push_back(series.y[i]);
        if (shaded)
            points.values.push_back(series.fill[i]);
    }
    return points;
}

/// [arrow, (x, y, u, v)]: its middle, and what it stands for.
NumericArray arrowArray(const PanelSpec& panel, const std::string& name)
{
    NumericArray arrows{name, {lengthOf(panel.arrows.size()), 4}, {}};
    for (const ArrowSpec& arrow : panel.arrows)
        for (const double number : {arrow.x + 0.5 * arrow.dx, arrow.y + 0.5 * arrow.dy,
                                    arrow.dx / panel.arrowLength, arrow.dy / panel.arrowLength})
            arrows.values.push_back(number);
    return arrows;
}

void addPanels(std::vector<NumericArray>& arrays, const FigureSpec& figure,
               const std::string& prefix)
{
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const PanelSpec& panel = figure.panels[i];
        const std::string name = fmt::format("{}panel{}_", prefix, i + 1);
        if (panel.image)
            addImage(arrays, *panel.image, name + "image");
        for (std::size_t k = 0; k < panel.series.size(); ++k)
            arrays.push_back(seriesArray(panel.series[k], fmt::format("{}series{}", name, k + 1)));
        if (!panel.arrows.empty())
            arrays.push_back(arrowArray(panel, name + "arrows"));
    }
}

Json panelLabels(const PanelSpec& panel)
{
    Json series = Json::array();
    for (const SeriesSpec& each : panel.series)
        series.push_back(each.label);
    Json labels = {
        {"title", panel.title}, {"x", panel.x.label}, {"y", panel.y.label}, {"series", series}};
    if (panel.image)
        labels["image"] = panel.image->label;
    return labels;
}

Json figureLabels(const FigureSpec& figure)
{
    Json labels = {{"title", figure.title}, {"provenance", Json::object()}};
    for (const auto& [key, value] : figure.provenance)
        labels["provenance"][key] = value;
    if (!figure.panels.empty())
        labels["panels"] = Json::array();
    for (const PanelSpec& panel : figure.panels)
        labels["panels"].push_back(panelLabels(panel));
    for (const FigureSpec& part : figure.parts)
        labels["parts"].push_back(figureLabels(part));
    return labels;
}

}  // namespace

std::vector<NumericArray> figureArrays(const FigureSpec& figure)
{
    std::vector<NumericArray> arrays;
    addPanels(arrays, figure, {});
    for (std::size_t i = 0; i < figure.parts.size(); ++i)
        addPanels(arrays, figure.parts[i], fmt::format("part{}_", i + 1));
    return arrays;
}

void writeFigureNpz(const FigureSpec& figure, const std::filesystem::path& file)
{
    NpzWriter writer(file);
    for (const NumericArray& array : figureArrays(figure))
        writer.add(array);
    writer.addText("metadata", figureLabels(figure).dump(-1, ' ', true));
    writer.finish();
}

void writeFigureNpy(const FigureSpec& figure, const std::filesystem::path& file)
{
    std::vector<NumericArray> arrays = figureArrays(figure);
    std::erase_if(arrays, [](const NumericArray& array) {
        return array.name.ends_with("_image_x") || array.name.ends_with("_image_y");
    });
    if (arrays.size() != 1)
        throw InputError(file.string(), "holds one array, and the figure has several",
                         fmt::format("{}", arrays.size()), "a .npz file");
    writeNpy(file, arrays.front());
}

}  // namespace nie
