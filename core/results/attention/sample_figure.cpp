#include "core/results/attention/sample_figure.h"

#include "core/results/attention/figure_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr std::int64_t kMostLines = 8;

const std::vector<double>& valuesShown(const PredictionSnapshot& sample,
                                       const AttentionOrigin& origin, SampleView::Shown shown)
{
    if (shown == SampleView::Shown::Truth)
        return sample.truth;
    const auto iterate = static_cast<std::size_t>(origin.iteration);
    const bool early = origin.iteration < origin.iterations && iterate < sample.iterates.size();
    return shown == SampleView::Shown::Unknown && early ? sample.iterates[iterate]
                                                        : sample.prediction;
}

std::string shownTitle(const AttentionOrigin& origin, SampleView::Shown shown)
{
    if (shown == SampleView::Shown::Truth)
        return "truth";
    if (shown == SampleView::Shown::Prediction || origin.iteration == origin.iterations)
        return "prediction";
    return fmt::format("iterate {} of {}", origin.iteration, origin.iterations);
}

void addChannelLines(PanelSpec& panel, const PredictionSnapshot& sample,
                     const std::vector<double>& values, bool pale)
{
    for (std::int64_t c = 0; c < sample.channelCount(); ++c) {
        SeriesSpec series;
        series.x = sample.times;
        series.y = PredictionSnapshot::column(values, sample.channelCount(), c);
        series.colour = static_cast<int>(c);
        series.faint = pale;
        series.widthPoints = pale ? 2.5 : 1.0;
        if (!pale)
            series.label = sample.channels[static_cast<std::size_t>(c)];
        panel.series.push_back(std::move(series));
    }
}

void addTokenBands(PanelSpec& panel, const AttentionOrigin& origin, const SampleView& view)
{
    for (std::size_t k = 0; k < view.tokens.size(); ++k) {
        const double time = origin.tokens.time(view.tokens[k]);
        panel.bands.push_back({k == 0 ? "query" : "pinned", time, time});
    }
}

/// All channels, a row each, over time.
ImageSpec channelsImage(const PredictionSnapshot& sample, const std::vector<double>& values)
{
    ImageSpec image;
    image.rows = sample.channels.size();
    image.columns = sample.times.size();
    image.x = sample.times;
    for (std::size_t c = 0; c < image.rows; ++c)
        for (std::size_t t = 0; t < image.columns; ++t)
            image.values.push_back(values[t * image.rows + c]);
    return image;
}

/// Space across, time upwards.
ImageSpec spaceTimeImage(const PredictionSnapshot& sample, const std::vector<double>& values,
                         std::size_t channel)
{
    ImageSpec image;
    image.rows = sample.times.size();
    image.columns = sample.space[0].coordinates.size();
    image.x = sample.space[0].coordinates;
    image.y = sample.times;
    const std::size_t channels = sample.channels.size();
    for (std::size_t cell = 0; cell < image.rows * image.columns; ++cell)
        image.values.push_back(values[cell * channels + channel]);
    return image;
}

/// First axis across, second upwards.
ImageSpec planeImage(const PredictionSnapshot& sample, const std::vector<double>& values,
                     const SampleView& view)
{
    ImageSpec image;
    image.x = sample.space[0].coordinates;
    image.y = sample.space[1].coordinates;
    image.columns = image.x.size();
    image.rows = image.y.size();
    const std::size_t channels = sample.channels.size();
    const std::size_t begin = view.time * image.rows * image.columns;
    for (std::size_t j = 0; j < image.rows; ++j)
        for (std::size_t i = 0; i < image.columns; ++i)
            image.values.push_back(values[(begin + i * image.rows + j) * channels + view.channel]);
    return image;
}

/// Colours that every time of the sample shares, about zero where its values are on both sides.
void colourSample(ImageSpec& image, const std::vector<double>& all)
{
    const auto [least, greatest] = std::minmax_element(all.begin(), all.end());
    image.symmetric = *least < 0.0 && *greatest > 0.0;
    image.colourMap = image.symmetric ? "blue_red" : "viridis";
    const double most = std::max(std::abs(*least), std::abs(*greatest));
    image.from = image.symmetric ? -most : *least;
    image.to = image.symmetric ? most : *greatest;
    if (!(image.to > image.from))
        image.to = image.from + 1.0;
}

void markTokens(PanelSpec& panel, const AttentionOrigin& origin, const SampleView& view)
{
    const AttentionTokens& tokens = origin.tokens;
    for (std::size_t k = 0; k < view.tokens.size(); ++k) {
        const auto token = view.tokens[k];
        const auto place = tokens.place(token);
        const bool plane = place.size() == 2;
        if (plane && token / tokens.cellCount() != static_cast<std::int64_t>(view.time))
            continue;
        SeriesSpec mark = tokenMark(place[0], plane ? place[1] : tokens.time(token));
        mark.label = k == 0 ? "query" : "pinned";
        if (k > 0)
            mark.colour = 2;
        panel.series.push_back(std::move(mark));
    }
}

PanelSpec fieldPanel(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                     const SampleView& view)
{
    const std::vector<double>& values = valuesShown(sample, origin, view.shown);
    const bool plane = sample.space.size() == 2;
    PanelSpec panel;
    ImageSpec image =
        plane ? planeImage(sample, values, view) : spaceTimeImage(sample, values, view.channel);
    colourSample(image, values);
    image.label = sample.channels[view.channel];
    panel.image = std::move(image);
    panel.x.label = sample.space[0].label;
    panel.y.label = plane ? sample.space[1].label : sample.timeLabel;
    panel.equalAspect = plane;
    panel.title = shownTitle(origin, view.shown);
    if (plane)
        panel.title += fmt::format(", {} = {:.4g}", sample.timeLabel, sample.times[view.time]);
    markTokens(panel, origin, view);
    return panel;
}

PanelSpec curvesPanel(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                      const SampleView& view)
{
    const std::vector<double>& values = valuesShown(sample, origin, view.shown);
    PanelSpec panel;
    panel.title = shownTitle(origin, view.shown);
    panel.x.label = sample.timeLabel;
    if (sample.channelCount() > kMostLines) {
        panel.image = channelsImage(sample, values);
        colourSample(*panel.image, values);
        panel.y.label = "channel";
        panel.y.reversed = true;
    } else {
        if (view.shown != SampleView::Shown::Truth) {
            panel.title += ", truth pale";
            addChannelLines(panel, sample, sample.truth, true);
        }
        addChannelLines(panel, sample, values, false);
    }
    addTokenBands(panel, origin, view);
    return panel;
}

double keptWithin(double value, double from, double to)
{
    return std::min(std::max(value, from), to);
}

double keptOn(const TokenAxis& axis, double value)
{
    return keptWithin(value, axis.from, axis.from + axis.length);
}

}  // namespace

FigureSpec attentionSampleFigure(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                                 const SampleView& view)
{
    FigureSpec figure;
    figure.widthMillimetres = 89.0;
    figure.heightMillimetres = 75.0;
    if (sample.space.size() > 2)
        return figure;
    SampleView inside = view;
    inside.channel = std::min(view.channel, sample.channels.size() - 1);
    inside.time = std::min(view.time, sample.times.size() - 1);
    figure.panels.push_back(sample.space.empty() ? curvesPanel(sample, origin, inside)
                                                 : fieldPanel(sample, origin, inside));
    return figure;
}

std::vector<double> samplePointAt(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                                  const SampleView& view, double x, double y)
{
    const AttentionTokens& tokens = origin.tokens;
    const auto timeOf = [&](double value) {
        return keptWithin(value, tokens.times.front(), tokens.times.back());
    };
    if (tokens.space.empty())
        return {timeOf(x)};
    if (tokens.space.size() == 1)
        return {keptOn(tokens.space[0], x), timeOf(y)};
    const std::size_t time = std::min(view.time, sample.times.size() - 1);
    return {keptOn(tokens.space[0], x), keptOn(tokens.space[1], y), timeOf(sample.times[time])};
}

}  // namespace nie
