#include "core/results/attention/number_figures.h"

#include "core/results/attention/figure_parts.h"
#include "core/results/attention_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace nie {

namespace {

/// So many colours differ well, besides the neutral one; then dashes do.
constexpr std::int64_t kHeadColours = 6;
constexpr int kNeutralColour = 6;

SeriesSpec headSeries(const std::string& label, std::int64_t number, std::vector<double> x,
                      std::vector<double> y)
{
    SeriesSpec series;
    series.label = label;
    series.x = std::move(x);
    series.y = std::move(y);
    series.colour = static_cast<int>(number % kHeadColours);
    series.style = number < kHeadColours ? SeriesSpec::Style::Solid : SeriesSpec::Style::Dotted;
    return series;
}

SeriesSpec uniformSeries(std::vector<double> x, std::vector<double> y)
{
    SeriesSpec series;
    series.label = "uniform";
    series.colour = kNeutralColour;
    series.x = std::move(x);
    series.y = std::move(y);
    series.style = SeriesSpec::Style::Dashed;
    return series;
}

/// Without the bins into which no pair of tokens falls: a zero there says nothing of a head.
PanelSpec profilePanel(const AttentionProfiles& profiles, std::int64_t layer, bool byLag)
{
    const auto sharesOf = [byLag](const HeadProfile& head) -> const std::vector<double>& {
        return byLag ? head.byLag : head.byDistance;
    };
    const std::vector<double>& pairs = sharesOf(profiles.uniform);
    const auto filled = [&pairs](const std::vector<double>& values) {
        std::vector<double> kept;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (pairs[i] > 0.0)
                kept.push_back(values[i]);
        return kept;
    };
    const std::vector<double> x = filled(byLag ? profiles.lags : profiles.distances);
    PanelSpec panel;
    for (const HeadProfile& head : profiles.heads)
        if (head.layer == layer)
            panel.series.push_back(headSeries(fmt::format("head {}", head.head), head.head, x,
                                              filled(sharesOf(head))));
    panel.series.push_back(uniformSeries(x, filled(pairs)));
    panel.y.label = "share of the weight";
    panel.y.from = 0.0;
    return panel;
}

/// Where the cells of an axis of a map stand.
std::vector<double> centresOf(const std::vector<double>& coordinates, std::size_t count)
{
    return cellCentres(coordinates, count);
}

SeriesSpec referenceLine(const std::vector<double>& x, double value)
{
    SeriesSpec line;
    line.x = {x.front(), x.back()};
    line.y = {value, value};
    line.style = SeriesSpec::Style::Dotted;
    line.colour = kNeutralColour;
    line.label = "uniform";
    return line;
}

}  // namespace

FigureSpec profilesFigure(const AttentionOrigin& origin, const AttentionProfiles& profiles,
                          std::int64_t layer)
{
    const bool fields = !profiles.distances.empty();
    FigureSpec figure = emptyAttentionFigure(origin, fields ? 2 : 1, 1, {});
    figure.title = fmt::format("layer {}", layer);
    PanelSpec lags = profilePanel(profiles, layer, true);
    lags.title = "Lag";
    lags.x.label = origin.tokens.timeLabel + ": attending minus attended to (positive: the past)";
    figure.panels.push_back(std::move(lags));
    if (fields) {
        PanelSpec distances = profilePanel(profiles, layer, false);
        distances.title = "Distance";
        distances.x.label = "distance (domain lengths)";
        figure.panels.push_back(std::move(distances));
    }
    return figure;
}

FigureSpec similarityFigure(const HeadSimilarity& similarity)
{
    FigureSpec figure;
    figure.columns = 1;
    figure.widthMillimetres = 89.0;
    figure.heightMillimetres = 80.0;
    PanelSpec panel;
    panel.title = "Similarity of heads";
    ImageSpec image;
    image.label = "cosine";
    image.rows = image.columns = static_cast<std::size_t>(similarity.count());
    image.values = similarity.values;
    image.symmetric = true;
    image.colourMap = "blue_red";
    image.from = -1.0;
    image.to = 1.0;
    panel.image = std::move(image);
    for (std::int64_t layer = 0; layer < similarity.layers; ++layer)
        for (std::int64_t head = 0; head < similarity.heads; ++head)
            panel.x.names.push_back(fmt::format("{}.{}", layer, head));
    panel.y.names = panel.x.names;
    panel.x.label = panel.y.label = "layer.head";
    panel.y.reversed = true;
    panel.equalAspect = true;
    figure.panels.push_back(std::move(panel));
    return figure;
}

FigureSpec marginalsFigure(const AttentionOrigin& origin, const AttentionMap& map)
{
    const AttentionMarginals sums = attentionMarginals(map, origin.tokens.count());
    const PanelSpec drawn = attentionMapPanel(origin, map);
    FigureSpec figure = emptyAttentionFigure(origin, 1, 2, {});
    figure.title.clear();
    PanelSpec given;
    given.title = "Row sums";
    given.x.label = drawn.y.label;
    given.y.label = origin.distributions ? "sum of weights" : "sum of the kernel";
    given.series.push_back(
        headSeries({}, 0, centresOf(drawn.image->y, map.rows.size()), sums.given));
    PanelSpec received;
    received.title = "Received";
    received.x.label = drawn.x.label;
    received.y.label = "mean over all rows";
    received.series.push_back(
        headSeries({}, 0, centresOf(drawn.image->x, map.columns.size()), sums.received));
    if (origin.distributions) {
        // Sums of distributions are 1 up to rounding, which is not to fill the plot.
        given.y.from = 0.0;
        given.y.to = 1.5;
        received.y.from = 0.0;
        received.series.push_back(
            referenceLine(received.series[0].x, 1.0 / static_cast<double>(map.columns.size())));
    }
    figure.panels = {std::move(given), std::move(received)};
    return figure;
}

std::string headNumberTitle(HeadNumber number, const AttentionOrigin& origin)
{
    switch (number) {
    case HeadNumber::Entropy:
        return "Entropy (nats)";
    case HeadNumber::EffectiveCount:
        return "Effective count exp(H)";
    case HeadNumber::MeanDistance:
        return "Mean distance (domain lengths)";
    case HeadNumber::MeanLag:
        return "Mean lag, " + origin.tokens.timeLabel;
    case HeadNumber::Locality:
        return "Share within a tenth of the domain";
    }
    return {};
}

double headNumber(const HeadStatistics& head, HeadNumber number)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    switch (number) {
    case HeadNumber::Entropy:
        return head.entropy.value_or(kNone);
    case HeadNumber::EffectiveCount:
        return head.effectiveCount.value_or(kNone);
    case HeadNumber::MeanDistance:
        return head.meanDistance.value_or(kNone);
    case HeadNumber::MeanLag:
        return head.meanLag;
    case HeadNumber::Locality:
        return head.localityShare;
    }
    return kNone;
}

FigureSpec attentionCourseFigure(const AttentionOrigin& origin,
                                 std::vector<AttentionMoment> moments, HeadNumber number)
{
    FigureSpec figure = emptyAttentionFigure(origin, 1, 1, {});
    if (moments.empty())
        return figure;
    std::sort(moments.begin(), moments.end(),
              [](const auto& a, const auto& b) { return a.step < b.step; });
    figure.title.clear();
    PanelSpec panel;
    panel.x.label = "step";
    panel.y.label = headNumberTitle(number, origin);
    std::vector<double> steps, uniform;
    for (const AttentionMoment& moment : moments) {
        steps.push_back(static_cast<double>(moment.step));
        uniform.push_back(headNumber(moment.statistics.uniform, number));
    }
    const std::size_t heads = moments.front().statistics.heads.size();
    for (std::size_t h = 0; h < heads; ++h) {
        std::vector<double> values;
        for (const AttentionMoment& moment : moments)
            values.push_back(headNumber(moment.statistics.heads.at(h), number));
        const HeadStatistics& head = moments.front().statistics.heads[h];
        panel.series.push_back(headSeries(fmt::format("{}.{}", head.layer, head.head),
                                          static_cast<std::int64_t>(h), steps, std::move(values)));
    }
    panel.series.push_back(uniformSeries(steps, std::move(uniform)));
    if (moments.size() == 1)  // no line goes through one point
        for (SeriesSpec& series : panel.series)
            series.style = SeriesSpec::Style::Points;
    figure.panels.push_back(std::move(panel));
    return figure;
}

}  // namespace nie
