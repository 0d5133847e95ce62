#include "core/base/error.h"
#include "core/results/attention/figure_parts.h"
#include "core/results/attention_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

/// Where a token begins on the axis of time: the cells of one time share the stretch to the next.
double tokenBegin(const AttentionTokens& tokens, std::int64_t token)
{
    const auto last = static_cast<std::size_t>(tokens.timeCount() - 1);
    const auto cells = tokens.cellCount();
    const auto time = std::min(static_cast<std::size_t>(token / cells), last);
    const std::size_t from = time < last ? time : last - 1;
    const double step = tokens.times[from + 1] - tokens.times[from];
    const auto cell = token - static_cast<std::int64_t>(time) * cells;
    return tokens.times[time] + step * static_cast<double>(cell) / static_cast<double>(cells);
}

/// Edges of the cells of a map of tokens along one axis: in time where there is more than one, else
/// in numbers of cells.
std::vector<double> tokenEdges(const AttentionTokens& tokens,
                               const std::vector<std::int64_t>& firsts)
{
    std::vector<double> edges;
    for (const auto first : firsts)
        edges.push_back(tokens.timeCount() > 1 ? tokenBegin(tokens, first)
                                               : static_cast<double>(first) - 0.5);
    edges.push_back(tokens.timeCount() > 1 ? tokenBegin(tokens, tokens.count())
                                           : static_cast<double>(tokens.count()) - 0.5);
    return edges;
}

struct MapAxis {
    std::string label;
    std::vector<double> coordinates;
};

/// What the rows or the columns of a whole map stand on.
MapAxis axisOf(const AttentionTokens& tokens, const AttentionMap& map,
               const std::vector<std::int64_t>& numbers)
{
    if (map.part == AttentionPart::Times)
        return {tokens.timeLabel, tokens.times};
    if (map.part == AttentionPart::Cells && tokens.space.size() == 1)
        return {tokens.space[0].label, tokens.space[0].centres};
    if (map.part == AttentionPart::Cells)
        return {"cell", {}};
    if (tokens.space.empty() && map.merged == 1)
        return {tokens.timeLabel, tokens.times};
    const std::string order =
        tokens.space.empty() ? std::string() : fmt::format(", {} cells a time", tokens.cellCount());
    return {(tokens.timeCount() > 1 ? tokens.timeLabel : std::string("token")) + order,
            tokenEdges(tokens, numbers)};
}

void endColours(ImageSpec& image, const AttentionColourEnd& end)
{
    image.to = end.value;
    image.from = image.symmetric ? -end.value : 0.0;
    if (end.isQuantile)
        image.label += ", colours to the 99.5 % quantile";
}

}  // namespace

PanelSpec attentionMapPanel(const AttentionOrigin& origin, const AttentionMap& map)
{
    PanelSpec panel;
    panel.title = headTitle(map);
    ImageSpec image;
    image.label = attentionValueLabel(origin, map);
    image.rows = map.rows.size();
    image.columns = map.columns.size();
    image.values = map.values;
    image.mask = map.outside;
    MapAxis across = axisOf(origin.tokens, map, map.columns);
    MapAxis down = axisOf(origin.tokens, map, map.rows);
    image.x = std::move(across.coordinates);
    image.y = std::move(down.coordinates);
    panel.x.label = across.label + ": attended to";
    panel.y.label = down.label + ": attending";
    panel.y.reversed = true;
    panel.equalAspect = true;
    colourAttention(image, origin);
    endColours(image, attentionColourEnd(map));
    panel.image = std::move(image);
    return panel;
}

FigureSpec attentionMapFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& maps,
                              std::vector<std::pair<std::string, std::string>> provenance)
{
    const std::size_t columns = std::min<std::size_t>(maps.size(), 2);
    FigureSpec figure = emptyAttentionFigure(origin, columns, (maps.size() + columns - 1) / columns,
                                             std::move(provenance));
    for (const AttentionMap& map : maps)
        figure.panels.push_back(attentionMapPanel(origin, map));
    return figure;
}

FigureSpec attentionDifferenceFigure(const AttentionSide& one, const AttentionSide& other,
                                     std::vector<std::pair<std::string, std::string>> provenance)
{
    const auto sizeOf = [](const AttentionMap& map) {
        return fmt::format("{} x {}", map.rows.size(), map.columns.size());
    };
    if (one.map.rows != other.map.rows || one.map.columns != other.map.columns ||
        one.origin.tokens.count() != other.origin.tokens.count())
        throw InputError("comparison", "the two maps are not between the same tokens",
                         sizeOf(other.map), sizeOf(one.map));
    FigureSpec figure = emptyAttentionFigure(one.origin, 3, 1, std::move(provenance));
    figure.title.clear();
    PanelSpec left = attentionMapPanel(one.origin, one.map);
    PanelSpec right = attentionMapPanel(other.origin, other.map);
    left.title = "A: " + one.name;
    right.title = "B: " + other.name;
    PanelSpec difference = left;
    difference.title = "A - B";
    ImageSpec& image = *difference.image;
    image.label = one.origin.distributions ? "weight, A - B" : "kernel, A - B";
    image.symmetric = true;
    image.colourMap = "blue_red";
    image.from = image.to = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < image.values.size(); ++i)
        image.values[i] -= other.map.values[i];
    // One range for both, so that equal colours are equal weights.
    const double most = std::max(left.image->to, right.image->to);
    const auto colour = [most](ImageSpec& side, std::string label) {
        const bool beyond = std::any_of(side.values.begin(), side.values.end(),
                                        [most](double value) { return std::abs(value) > most; });
        side.label = beyond ? fmt::format("{}, colours to {:.3g}", label, most) : std::move(label);
        endColours(side, {most, false});
    };
    colour(*left.image, attentionValueLabel(one.origin, one.map));
    colour(*right.image, attentionValueLabel(other.origin, other.map));
    figure.panels = {std::move(left), std::move(right), std::move(difference)};
    return figure;
}

}  // namespace nie
