#include "core/results/paper_figures.h"

#include "core/base/error.h"
#include "core/results/fields/field_array.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

constexpr double kStripWidth = 160.0;  // millimetres that the frames of a row share
constexpr double kAroundFrame = 5.5;   // title above, air below

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const double at = share * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const auto high = std::min(low + 1, values.size() - 1);
    const double part = at - static_cast<double>(low);
    return (1.0 - part) * values[low] + part * values[high];
}

/// 5 to 95 % of the truth of all samples, as in the publication; symmetric about 0 where signed.
std::pair<double, double> rangeOf(const std::vector<std::vector<double>>& truths)
{
    std::vector<double> all;
    for (const auto& truth : truths)
        all.insert(all.end(), truth.begin(), truth.end());
    const double from = quantile(all, 0.05);
    const double to = quantile(all, 0.95);
    if (from < 0.0 && to > 0.0) {
        const double most = std::max(-from, to);
        return {-most, most};
    }
    return {from, to > from ? to : from + 1.0};
}

ImageSpec imageOf(std::pair<double, double> range, const std::string& label, bool bar)
{
    ImageSpec image;
    image.label = label;
    image.symmetric = range.first == -range.second;
    image.colourMap = image.symmetric ? "blue_red" : "viridis";
    image.from = range.first;
    image.to = range.second;
    image.colourBar = bar;
    return image;
}

/// [time, x] of one channel turned to rows of space over time, its axes without names.
PanelSpec spaceTimePanel(const PredictionSnapshot& sample, const std::vector<double>& values,
                         std::pair<double, double> range, bool bar)
{
    PanelSpec panel;
    ImageSpec image = imageOf(range, sample.channels[0], bar);
    image.columns = sample.times.size();
    image.rows = sample.space[0].coordinates.size();
    image.x = sample.times;
    image.y = sample.space[0].coordinates;
    image.values = FieldArray(values, sample.space, sample.channels.size()).spaceTime(0);
    panel.image = std::move(image);
    return panel;
}

/// One frame [x, y] of one channel, first axis across, second upwards.
PanelSpec framePanel(const PredictionSnapshot& sample, const std::vector<double>& values,
                     std::size_t time, std::pair<double, double> range, bool bar)
{
    PanelSpec panel;
    panel.equalAspect = true;
    panel.x.bare = panel.y.bare = true;
    ImageSpec image = imageOf(range, sample.channels[0], bar);
    image.x = sample.space[0].coordinates;
    image.y = sample.space[1].coordinates;
    image.columns = image.x.size();
    image.rows = image.y.size();
    image.values = FieldArray(values, sample.space, sample.channels.size()).frame(time, 0);
    panel.image = std::move(image);
    return panel;
}

std::vector<double> frameOf(const PredictionSnapshot& sample, const std::vector<double>& values,
                            std::size_t time)
{
    const auto size = values.size() / sample.times.size();
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(time * size);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

void requireSpace(const std::vector<PredictionSnapshot>& samples, std::size_t dimensions)
{
    for (const PredictionSnapshot& sample : samples)
        if (sample.space.size() != dimensions)
            throw InputError("figure", "the data have another number of space axes",
                             std::to_string(sample.space.size()), std::to_string(dimensions));
}

}  // namespace

double squaredCorrelation(const std::vector<double>& a, const std::vector<double>& b)
{
    const auto count = static_cast<double>(a.size());
    const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / count;
    const double meanB = std::accumulate(b.begin(), b.end(), 0.0) / count;
    double aa = 0.0, bb = 0.0, ab = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
        ab += (a[i] - meanA) * (b[i] - meanB);
    }
    return aa > 0.0 && bb > 0.0 ? ab * ab / (aa * bb) : 0.0;
}

FigureSpec spaceTimeFigure(const std::vector<PredictionSnapshot>& samples)
{
    requireSpace(samples, 1);
    std::vector<std::vector<double>> truths;
    for (const PredictionSnapshot& sample : samples)
        truths.push_back(sample.truth);
    const auto range = rangeOf(truths);
    FigureSpec figure;
    figure.columns = static_cast<int>(samples.size());
    figure.evenPlots = true;
    figure.heightMillimetres = 90.0;
    for (const bool truth : {true, false})
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const PredictionSnapshot& sample = samples[i];
            PanelSpec panel = spaceTimePanel(sample, truth ? sample.truth : sample.prediction,
                                             range, i + 1 == samples.size());
            // One name a row and a column: they are all alike.
            if (i == 0)
                panel.y.label = sample.space[0].label;
            if (!truth)
                panel.x.label = sample.timeLabel;
            panel.title = truth ? fmt::format("data, field {}", i + 1)
                                : fmt::format("model, r² = {:.3f}",
                                              squaredCorrelation(sample.truth, sample.prediction));
            figure.panels.push_back(std::move(panel));
        }
    return figure;
}

FigureSpec frameStripsFigure(const std::vector<PredictionSnapshot>& samples)
{
    requireSpace(samples, 2);
    std::vector<std::vector<double>> truths;
    for (const PredictionSnapshot& sample : samples)
        truths.push_back(sample.truth);
    const auto range = rangeOf(truths);
    const std::size_t frames = samples.front().times.size();
    FigureSpec figure;
    figure.fontPoints = 5.0;
    figure.columns = static_cast<int>(frames);
    figure.evenPlots = true;
    const double frame = kStripWidth / static_cast<double>(frames);
    figure.heightMillimetres =
        static_cast<double>(samples.size()) * 2.0 * std::min(45.0, frame + kAroundFrame) + 6.0;
    for (const PredictionSnapshot& sample : samples)
        for (const bool truth : {true, false})
            for (std::size_t time = 0; time < frames; ++time) {
                PanelSpec panel = framePanel(sample, truth ? sample.truth : sample.prediction, time,
                                             range, time + 1 == frames);
                if (time == 0)
                    panel.y.label = truth ? "truth" : "prediction";
                panel.title =
                    truth
                        ? fmt::format("{} = {:.4g}", sample.timeLabel, sample.times[time])
                        : fmt::format("r² = {:.3f}",
                                      squaredCorrelation(frameOf(sample, sample.truth, time),
                                                         frameOf(sample, sample.prediction, time)));
                figure.panels.push_back(std::move(panel));
            }
    return figure;
}

FigureSpec channelImagesFigure(
    const std::vector<std::pair<std::string, PredictionSnapshot>>& models)
{
    const PredictionSnapshot& first = models.front().second;
    const auto range = rangeOf({first.truth});
    FigureSpec figure;
    figure.columns = static_cast<int>(models.size()) + 1;
    figure.evenPlots = true;
    figure.heightMillimetres = 60.0;
    figure.fontPoints = 5.5;  // five titles side by side
    const auto add = [&](const std::string& title, const PredictionSnapshot& sample,
                         const std::vector<double>& values) {
        PanelSpec panel;
        panel.title = title;
        panel.x.label = sample.timeLabel;
        if (figure.panels.empty())
            panel.y.label = "region";
        ImageSpec image = imageOf(range, "activity", figure.panels.size() + 1 == models.size() + 1);
        image.columns = sample.times.size();
        image.rows = sample.channels.size();
        image.x = sample.times;
        for (std::size_t row = 0; row < image.rows; ++row)
            for (std::size_t column = 0; column < image.columns; ++column)
                image.values.push_back(values[column * image.rows + row]);
        panel.image = std::move(image);
        figure.panels.push_back(std::move(panel));
    };
    add("data", first, first.truth);
    for (const auto& [label, sample] : models) {
        const auto predicted = static_cast<std::ptrdiff_t>(
            static_cast<std::size_t>(sample.givenPoints) * sample.channels.size());
        const double r2 =
            squaredCorrelation({sample.truth.begin() + predicted, sample.truth.end()},
                               {sample.prediction.begin() + predicted, sample.prediction.end()});
        add(fmt::format("{}, r² = {:.3f}", label, r2), sample, sample.prediction);
    }
    return figure;
}

}  // namespace nie
