#include "core/results/attention_figure.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr std::int64_t kMostTimes = 8;
constexpr int kTokenColour = 5;  ///< stands out on both colour maps
constexpr double kPanelMillimetres = 78.0;

std::string titleOf(const AttentionOrigin& origin)
{
    const bool solution = origin.iteration == origin.iterations;
    return fmt::format(
        "{} attention, {} sample {}, {}", origin.kind, origin.split, origin.sample,
        solution ? std::string("at the solution")
                 : fmt::format("at iterate {} of {}", origin.iteration, origin.iterations));
}

std::string titleOf(const AttentionMap& map)
{
    return fmt::format("layer {}, head {}", map.layer, map.head);
}

std::string valueLabel(const AttentionOrigin& origin, const AttentionMap& map)
{
    std::string label = origin.distributions ? "weight" : "kernel";
    if (map.merged > 1)
        label += fmt::format(", mean of {0} × {0} tokens", map.merged);
    return label;
}

void colourHead(ImageSpec& image, const AttentionOrigin& origin)
{
    image.symmetric = !origin.distributions;
    image.colourMap = image.symmetric ? "blue_red" : "viridis";
    if (origin.distributions)
        image.from = 0.0;
}

/// Edges of the cells that stand for `merged` tokens each, in numbers of tokens.
std::vector<double> tokenEdges(const std::vector<std::int64_t>& firsts, std::int64_t tokens)
{
    std::vector<double> edges;
    for (const auto first : firsts)
        edges.push_back(static_cast<double>(first) - 0.5);
    edges.push_back(static_cast<double>(tokens) - 0.5);
    return edges;
}

PanelSpec wholeMapPanel(const AttentionOrigin& origin, const AttentionMap& map)
{
    const AttentionTokens& tokens = origin.tokens;
    PanelSpec panel;
    panel.title = titleOf(map);
    ImageSpec image;
    image.label = valueLabel(origin, map);
    image.rows = map.rows.size();
    image.columns = map.columns.size();
    image.values = map.values;
    image.mask = map.outside;
    if (tokens.space.empty() && map.merged == 1) {
        image.x = tokens.times;
        image.y = tokens.times;
        panel.x.label = tokens.timeLabel + ", attended to";
        panel.y.label = tokens.timeLabel + ", attending";
    } else {
        image.x = tokenEdges(map.columns, tokens.count());
        image.y = tokenEdges(map.rows, tokens.count());
        const auto order = tokens.space.empty()
                               ? std::string()
                               : fmt::format(", {} cells a time", tokens.cellCount());
        panel.x.label = "token attended to" + order;
        panel.y.label = "attending token" + order;
    }
    panel.y.reversed = true;
    panel.equalAspect = true;
    colourHead(image, origin);
    panel.image = std::move(image);
    return panel;
}

FigureSpec emptyFigure(const AttentionOrigin& origin, std::size_t columns, std::size_t rows,
                       std::vector<std::pair<std::string, std::string>> provenance)
{
    FigureSpec figure;
    figure.title = titleOf(origin);
    figure.columns = static_cast<int>(columns);
    figure.widthMillimetres =
        std::clamp(kPanelMillimetres * static_cast<double>(columns), 90.0, 183.0);
    const double across = figure.widthMillimetres / static_cast<double>(columns);
    figure.heightMillimetres = 10.0 + static_cast<double>(rows) * std::min(0.85 * across, 75.0);
    figure.provenance = std::move(provenance);
    return figure;
}

SeriesSpec markOf(double x, double y)
{
    SeriesSpec mark;
    mark.x = {x};
    mark.y = {y};
    mark.style = SeriesSpec::Style::Points;
    mark.colour = kTokenColour;
    mark.widthPoints = 3.0;
    return mark;
}

PanelSpec curvePanel(const AttentionOrigin& origin, const AttentionMap& row)
{
    const double own = origin.tokens.time(row.rows.front());
    PanelSpec panel;
    panel.title = titleOf(row);
    panel.x.label = origin.tokens.timeLabel + ", attended to";
    panel.y.label = valueLabel(origin, row);
    SeriesSpec series;
    series.x = origin.tokens.times;
    series.y = row.values;
    panel.series.push_back(std::move(series));
    panel.bands.push_back(
        {fmt::format("attending: {} = {:.4g}", origin.tokens.timeLabel, own), own, own});
    return panel;
}

/// A field on a line: space across, time upwards.
PanelSpec linePanel(const AttentionOrigin& origin, const AttentionMap& row)
{
    const AttentionTokens& tokens = origin.tokens;
    PanelSpec panel;
    panel.title = titleOf(row);
    panel.x.label = tokens.space[0].label;
    panel.y.label = tokens.timeLabel;
    ImageSpec image;
    image.label = valueLabel(origin, row);
    image.rows = tokens.times.size();
    image.columns = tokens.space[0].centres.size();
    image.values = row.values;
    image.mask = row.outside;
    image.x = tokens.space[0].centres;
    image.y = tokens.times;
    colourHead(image, origin);
    panel.image = std::move(image);
    panel.series.push_back(
        markOf(tokens.place(row.rows.front())[0], tokens.time(row.rows.front())));
    return panel;
}

/// A field in the plane at one time: first axis across, second upwards.
PanelSpec planePanel(const AttentionOrigin& origin, const AttentionMap& row, std::int64_t time)
{
    const AttentionTokens& tokens = origin.tokens;
    const auto cells = tokens.cellCount();
    PanelSpec panel;
    panel.title = fmt::format("{}, {} = {:.4g}", titleOf(row), tokens.timeLabel,
                              tokens.times[static_cast<std::size_t>(time)]);
    panel.x.label = tokens.space[0].label;
    panel.y.label = tokens.space[1].label;
    panel.equalAspect = true;
    ImageSpec image;
    image.label = valueLabel(origin, row);
    image.x = tokens.space[0].centres;
    image.y = tokens.space[1].centres;
    image.columns = image.x.size();
    image.rows = image.y.size();
    for (std::size_t j = 0; j < image.rows; ++j)
        for (std::size_t i = 0; i < image.columns; ++i) {
            const auto at = static_cast<std::size_t>(time * cells) + i * image.rows + j;
            image.values.push_back(row.values[at]);
            if (!row.outside.empty())
                image.mask.push_back(row.outside[at]);
        }
    colourHead(image, origin);
    // One range for all times.
    const auto [least, greatest] = std::minmax_element(row.values.begin(), row.values.end());
    const double most = std::max(std::abs(*least), std::abs(*greatest));
    image.from = origin.distributions ? 0.0 : -most;
    image.to = most > 0.0 ? most : 1.0;
    panel.image = std::move(image);
    const auto token = row.rows.front();
    if (token / cells == time)
        panel.series.push_back(markOf(tokens.place(token)[0], tokens.place(token)[1]));
    return panel;
}

/// Up to kMostTimes of the times, evenly spread, the token's own among them.
std::vector<std::int64_t> timesShown(const AttentionTokens& tokens, std::int64_t own)
{
    const auto count = tokens.timeCount();
    const auto shown = std::min(count, kMostTimes);
    std::vector<std::int64_t> times;
    for (std::int64_t k = 0; k < shown; ++k)
        times.push_back(shown == 1 ? 0 : k * (count - 1) / (shown - 1));
    if (std::find(times.begin(), times.end(), own) == times.end()) {
        const auto nearest = std::min_element(times.begin(), times.end(), [&](auto a, auto b) {
            return std::abs(a - own) < std::abs(b - own);
        });
        *nearest = own;
    }
    return times;
}

}  // namespace

FigureSpec attentionMapFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& maps,
                              std::vector<std::pair<std::string, std::string>> provenance)
{
    const std::size_t columns = std::min<std::size_t>(maps.size(), 2);
    FigureSpec figure =
        emptyFigure(origin, columns, (maps.size() + columns - 1) / columns, std::move(provenance));
    for (const AttentionMap& map : maps)
        figure.panels.push_back(wholeMapPanel(origin, map));
    return figure;
}

FigureSpec attentionRowFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& rows,
                              std::vector<std::pair<std::string, std::string>> provenance)
{
    const auto axes = origin.tokens.space.size();
    if (axes > 2)
        throw InputError("figure", "cannot be drawn for so many space axes", std::to_string(axes),
                         "up to 2");
    if (axes < 2) {
        const std::size_t columns = std::min<std::size_t>(rows.size(), 2);
        FigureSpec figure = emptyFigure(origin, columns, (rows.size() + columns - 1) / columns,
                                        std::move(provenance));
        for (const AttentionMap& row : rows)
            figure.panels.push_back(axes == 0 ? curvePanel(origin, row) : linePanel(origin, row));
        return figure;
    }
    const auto own = rows.front().rows.front() / origin.tokens.cellCount();
    const auto times = timesShown(origin.tokens, own);
    const std::size_t columns = std::min<std::size_t>(times.size(), 3);
    const std::size_t deep = (times.size() + columns - 1) / columns;
    FigureSpec figure = emptyFigure(origin, columns, deep * rows.size(), std::move(provenance));
    for (const AttentionMap& row : rows)
        for (const auto time : times)
            figure.panels.push_back(planePanel(origin, row, time));
    return figure;
}

FigureSpec headsFigure(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                       const std::vector<AttentionMap>& rows)
{
    if (sample.space.size() != 2)
        throw InputError("figure", "the field is not one of the plane",
                         std::to_string(sample.space.size()) + " axes of space", "2");
    FigureSpec figure;
    figure.columns = static_cast<int>(rows.size()) + 1;
    figure.heightMillimetres = 14.0 + 183.0 / static_cast<double>(rows.size() + 1);
    figure.fontPoints = 6.0;
    PanelSpec field;
    field.title = fmt::format("{} = {:.4g}", sample.timeLabel, sample.times.front());
    field.x.bare = field.y.bare = true;
    field.equalAspect = true;
    ImageSpec image;
    image.label = sample.channels[0];
    image.symmetric = true;
    image.colourMap = "blue_red";
    image.colourBar = false;
    image.x = sample.space[0].coordinates;
    image.y = sample.space[1].coordinates;
    image.columns = image.x.size();
    image.rows = image.y.size();
    const auto channels = static_cast<std::size_t>(sample.channelCount());
    for (std::size_t j = 0; j < image.rows; ++j)
        for (std::size_t i = 0; i < image.columns; ++i)
            image.values.push_back(sample.truth[(i * image.rows + j) * channels]);
    field.image = std::move(image);
    figure.panels.push_back(std::move(field));
    for (const AttentionMap& row : rows) {
        PanelSpec panel = planePanel(origin, row, 0);
        panel.title = fmt::format("head {}", row.head);
        panel.image->from = panel.image->to = std::numeric_limits<double>::quiet_NaN();
        panel.image->colourBar = false;
        panel.x = panel.y = AxisSpec{.label = {}, .bare = true};
        figure.panels.push_back(std::move(panel));
    }
    return figure;
}

}  // namespace nie
