#include "core/results/attention_figure.h"

#include "core/base/error.h"
#include "core/results/attention/figure_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr std::int64_t kMostTimes = 8;

/// The token whose row or column a map is.
std::int64_t tokenOf(const AttentionMap& row)
{
    return row.isColumn() ? row.columns.front() : row.rows.front();
}

/// "layer 0, head 1", of columns with what they are.
std::string rowTitle(const AttentionMap& row)
{
    return headTitle(row) + (row.isColumn() ? ", who attends to it" : "");
}

PanelSpec curvePanel(const AttentionOrigin& origin, const AttentionMap& row)
{
    const double own = origin.tokens.time(tokenOf(row));
    const bool column = row.isColumn();
    PanelSpec panel;
    panel.title = rowTitle(row);
    panel.x.label = origin.tokens.timeLabel + (column ? ": attending" : ": attended to");
    panel.y.label = attentionValueLabel(origin, row);
    SeriesSpec series;
    series.x = origin.tokens.times;
    series.y = row.values;
    panel.series.push_back(std::move(series));
    panel.bands.push_back({fmt::format("{}: {} = {:.4g}", column ? "attended to" : "attending",
                                       origin.tokens.timeLabel, own),
                           own, own});
    return panel;
}

/// A field on a line: space across, time upwards.
PanelSpec linePanel(const AttentionOrigin& origin, const AttentionMap& row)
{
    const AttentionTokens& tokens = origin.tokens;
    PanelSpec panel;
    panel.title = rowTitle(row);
    panel.x.label = tokens.space[0].label;
    panel.y.label = tokens.timeLabel;
    ImageSpec image;
    image.label = attentionValueLabel(origin, row);
    image.rows = tokens.times.size();
    image.columns = tokens.space[0].centres.size();
    image.values = row.values;
    image.mask = row.outside;
    image.x = tokens.space[0].centres;
    image.y = tokens.times;
    colourAttention(image, origin);
    panel.image = std::move(image);
    panel.series.push_back(tokenMark(tokens.place(tokenOf(row))[0], tokens.time(tokenOf(row))));
    return panel;
}

/// The greatest size; 1 where all are zero.
double greatestOf(const std::vector<double>& values)
{
    double greatest = 0.0;
    for (const double value : values)
        greatest = std::max(greatest, std::abs(value));
    return greatest > 0.0 ? greatest : 1.0;
}

/// A field in the plane at one time: first axis across, second upwards.
PanelSpec planePanel(const AttentionOrigin& origin, const AttentionMap& row, std::int64_t time)
{
    const AttentionTokens& tokens = origin.tokens;
    const auto cells = tokens.cellCount();
    PanelSpec panel;
    panel.title = fmt::format("{}, {} = {:.4g}", rowTitle(row), tokens.timeLabel,
                              tokens.times[static_cast<std::size_t>(time)]);
    panel.x.label = tokens.space[0].label;
    panel.y.label = tokens.space[1].label;
    panel.equalAspect = true;
    ImageSpec image;
    image.label = attentionValueLabel(origin, row);
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
    colourAttention(image, origin);
    // One range for all times.
    image.to = greatestOf(row.values);
    image.from = origin.distributions ? 0.0 : -image.to;
    panel.image = std::move(image);
    const auto token = tokenOf(row);
    if (token / cells == time)
        panel.series.push_back(tokenMark(tokens.place(token)[0], tokens.place(token)[1]));
    return panel;
}

/// The true field of the plane at its first time, without axes.
PanelSpec firstFramePanel(const PredictionSnapshot& sample)
{
    PanelSpec field;
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
    return field;
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

FigureSpec attentionRowFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& rows,
                              std::vector<std::pair<std::string, std::string>> provenance,
                              std::optional<std::int64_t> time)
{
    const auto axes = origin.tokens.space.size();
    if (axes > 2)
        throw InputError("figure", "cannot be drawn for so many space axes", std::to_string(axes),
                         "up to 2");
    if (axes < 2) {
        const std::size_t columns = std::min<std::size_t>(rows.size(), 2);
        FigureSpec figure = emptyAttentionFigure(
            origin, columns, (rows.size() + columns - 1) / columns, std::move(provenance));
        for (const AttentionMap& row : rows)
            figure.panels.push_back(axes == 0 ? curvePanel(origin, row) : linePanel(origin, row));
        return figure;
    }
    const auto own = tokenOf(rows.front()) / origin.tokens.cellCount();
    const auto times = time ? std::vector<std::int64_t>{*time} : timesShown(origin.tokens, own);
    const std::size_t panels = times.size() * rows.size();
    // Without a choice of time every map begins a row of its own.
    const std::size_t columns =
        time ? static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(panels))))
             : std::min<std::size_t>(times.size(), 3);
    const std::size_t deep = time ? (panels + columns - 1) / columns
                                  : (times.size() + columns - 1) / columns * rows.size();
    FigureSpec figure = emptyAttentionFigure(origin, columns, deep, std::move(provenance));
    for (const AttentionMap& row : rows)
        for (const auto shown : times)
            figure.panels.push_back(planePanel(origin, row, shown));
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
    const auto token = tokenOf(rows.front());
    const SeriesSpec mark = tokenMark(origin.tokens.place(token)[0], origin.tokens.place(token)[1]);
    figure.panels.push_back(firstFramePanel(sample));
    figure.panels[0].title =
        fmt::format("{0} = {1:.4g}; the mark asks at {0} = {2:.4g}", sample.timeLabel,
                    sample.times.front(), origin.tokens.time(token));
    for (const AttentionMap& row : rows) {
        PanelSpec panel = planePanel(origin, row, 0);
        ImageSpec& image = *panel.image;
        image.to = greatestOf(image.values);
        image.from = image.symmetric ? -image.to : 0.0;
        image.colourBar = false;
        panel.title =
            fmt::format("head {}: {} {:.2g}", row.head, image.symmetric ? "±" : "up to", image.to);
        panel.x = panel.y = AxisSpec{.label = {}, .bare = true};
        panel.series.clear();
        figure.panels.push_back(std::move(panel));
    }
    for (PanelSpec& panel : figure.panels)
        panel.series.push_back(mark);
    return figure;
}

}  // namespace nie
