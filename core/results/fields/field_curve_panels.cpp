// Truth, prediction and error as lines: over time, along space, against each other.
#include "core/results/fields/field_panels.h"
#include "core/results/fields/field_places.h"
#include "core/results/fields/field_profile.h"
#include "core/results/fields/field_scores.h"
#include "core/results/fields/field_words.h"
#include "core/results/truth_and_prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr int kValueColour = 1;
constexpr int kErrorColour = 2;
constexpr double kLineWidth = 120.0;     // millimetres of a figure of lines
constexpr double kSingleHeight = 70.0;   // of one panel
constexpr double kDoubleHeight = 105.0;  // of two below each other

SeriesSpec lineThrough(std::vector<double> x, std::vector<double> y, int colour,
                       const std::string& label = {})
{
    SeriesSpec line;
    line.label = label;
    line.x = std::move(x);
    line.y = std::move(y);
    line.colour = colour;
    if (line.x.size() == 1)  // of which a line would show nothing
        line.style = SeriesSpec::Style::Points;
    return line;
}

/// Truth and prediction, named as such.
void addNamedPair(PanelSpec& panel, const FieldDrawing& drawing, const std::vector<double>& x,
                  const std::vector<double>& truth, const std::vector<double>& prediction)
{
    addTruthAndPrediction(
        panel, lineThrough(x, truth, kValueColour, partTitle(drawing, FieldPart::Truth)),
        lineThrough(x, prediction, kValueColour, partTitle(drawing, FieldPart::Prediction)), {});
}

std::vector<double> errorsBetween(const FieldDrawing& drawing, const std::vector<double>& truth,
                                  const std::vector<double>& prediction)
{
    const double scale = errorScale(drawing.sample, drawing.look, drawing.look.channel);
    std::vector<double> errors;
    for (std::size_t i = 0; i < truth.size(); ++i)
        errors.push_back(fieldErrorOf(truth[i], prediction[i], drawing.look.error, scale));
    return errors;
}

void addErrorPanel(FigureSpec& figure, const FieldDrawing& drawing, const std::vector<double>& x,
                   const std::string& xLabel, const std::vector<double>& errors)
{
    PanelSpec panel;
    panel.x.label = xLabel;
    panel.y.label = errorLabel(drawing);
    useRange(panel.y, drawing.ranges.error);
    if (!x.empty() && drawing.look.error != FieldError::Absolute) {
        SeriesSpec zero = lineThrough({x.front(), x.back()}, {0.0, 0.0}, 6);
        zero.widthPoints = 0.5;
        zero.style = SeriesSpec::Style::Dotted;
        panel.series.push_back(std::move(zero));
    }
    panel.series.push_back(lineThrough(x, errors, kErrorColour));
    figure.panels.push_back(std::move(panel));
}

void setLineFigure(FigureSpec& figure, double height)
{
    figure.columns = 1;
    figure.widthMillimetres = kLineWidth;
    figure.heightMillimetres = height;
}

std::vector<double> channelCurve(const FieldDrawing& drawing, const std::vector<double>& values,
                                 std::int64_t channel)
{
    return PredictionSnapshot::column(values, drawing.sample.channelCount(), channel);
}

/// The points of a path that the model was given, and the one at the look's time.
void addPathMarks(PanelSpec& panel, const FieldDrawing& drawing, const SeriesSpec& truth,
                  const SeriesSpec& prediction)
{
    const auto mark = [&panel](const SeriesSpec& path, std::size_t from, std::size_t to,
                               double width, const std::string& label, bool faint = false) {
        const auto part = [from, to](const std::vector<double>& values) {
            return std::vector<double>(values.begin() + static_cast<std::ptrdiff_t>(from),
                                       values.begin() + static_cast<std::ptrdiff_t>(to));
        };
        SeriesSpec points = lineThrough(part(path.x), part(path.y), path.colour, label);
        points.style = SeriesSpec::Style::Points;
        points.widthPoints = width;
        points.faint = faint;
        panel.series.push_back(std::move(points));
    };
    const auto given =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, drawing.sample.givenPoints)),
                 truth.x.size());
    if (drawing.look.shaded && given > 0)
        mark(truth, 0, given, 1.2, "given to the model");
    const auto time = static_cast<std::size_t>(drawing.look.time);
    mark(truth, time, time + 1, 2.6, {}, true);
    mark(prediction, time, time + 1, 1.6, {});
}

/// " (K²)", " ((m/s)²)"; nothing without a unit.
std::string squareOf(const std::string& unit)
{
    if (unit.empty())
        return {};
    const bool simple = unit.find_first_of("/ *^·²") == std::string::npos;
    return simple ? fmt::format(" ({}²)", unit) : fmt::format(" (({})²)", unit);
}

}  // namespace

void addChannelOverTime(FigureSpec& figure, const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    const std::vector<double> truth = channelCurve(drawing, sample.truth, drawing.look.channel);
    const std::vector<double> prediction =
        channelCurve(drawing, shownPrediction(sample, drawing.look), drawing.look.channel);
    setLineFigure(figure, kDoubleHeight);
    PanelSpec panel;
    panel.x.label = sample.timeLabel;
    panel.y.label = sample.channels[static_cast<std::size_t>(drawing.look.channel)];
    addNamedPair(panel, drawing, sample.times, truth, prediction);
    figure.panels.push_back(std::move(panel));
    addErrorPanel(figure, drawing, sample.times, sample.timeLabel,
                  errorsBetween(drawing, truth, prediction));
    for (PanelSpec& each : figure.panels) {
        markGivenTimes(each, drawing, &each == &figure.panels.front());
        markTime(each, drawing);
    }
}

void addProfile(FigureSpec& figure, const FieldDrawing& drawing)
{
    const FieldProfile profile = fieldProfile(drawing.sample, drawing.look);
    setLineFigure(figure, kDoubleHeight);
    PanelSpec panel;
    panel.x.label = profile.label;
    panel.y.label = drawing.sample.channels[static_cast<std::size_t>(drawing.look.channel)];
    useRange(panel.y, {std::min(drawing.ranges.truth.from, drawing.ranges.prediction.from),
                       std::max(drawing.ranges.truth.to, drawing.ranges.prediction.to)});
    addNamedPair(panel, drawing, profile.along, profile.truth, profile.prediction);
    figure.panels.push_back(std::move(panel));
    addErrorPanel(figure, drawing, profile.along, profile.label,
                  errorsBetween(drawing, profile.truth, profile.prediction));
}

void addCurvesOverTime(FigureSpec& figure, const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    setLineFigure(figure, kSingleHeight);
    PanelSpec panel;
    panel.x.label = sample.timeLabel;
    panel.y.label = sample.channels[static_cast<std::size_t>(drawing.look.channel)];
    int colour = 0;
    const auto add = [&](const std::string& label, const std::vector<double>& truth,
                         const std::vector<double>& prediction) {
        ++colour;
        // Truths are told apart by their colour: one stands for all of them in the legend.
        addTruthAndPrediction(panel,
                              lineThrough(sample.times, truth, colour, colour == 1 ? "truth" : ""),
                              lineThrough(sample.times, prediction, colour, label), {});
    };
    for (const FieldProbe& probe : fieldProbes(sample, drawing.look))
        add(probe.label, probe.truth, probe.prediction);
    if (sample.space.empty()) {
        const std::vector<std::int64_t> channels = channelsAsCurves(sample, drawing.look);
        if (channels.size() > 1)
            panel.y.label = "value";
        for (const std::int64_t channel : channels)
            add(channels.size() > 1 ? sample.channels[static_cast<std::size_t>(channel)]
                                    : partTitle(drawing, FieldPart::Prediction),
                channelCurve(drawing, sample.truth, channel),
                channelCurve(drawing, shownPrediction(sample, drawing.look), channel));
    }
    markGivenTimes(panel, drawing, true);
    figure.panels.push_back(std::move(panel));
}

void addPhasePlane(FigureSpec& figure, const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    const std::vector<double>& prediction = shownPrediction(sample, drawing.look);
    setLineFigure(figure, 100.0);
    PanelSpec panel;
    panel.x.label = sample.channels[static_cast<std::size_t>(drawing.look.channel)];
    panel.y.label = sample.channels[static_cast<std::size_t>(drawing.look.otherChannel)];
    panel.equalAspect = true;
    const auto path = [&](const std::vector<double>& values, FieldPart part) {
        return lineThrough(channelCurve(drawing, values, drawing.look.channel),
                           channelCurve(drawing, values, drawing.look.otherChannel), kValueColour,
                           partTitle(drawing, part));
    };
    const SeriesSpec truth = path(sample.truth, FieldPart::Truth);
    const SeriesSpec predicted = path(prediction, FieldPart::Prediction);
    addTruthAndPrediction(panel, truth, predicted, {});
    addPathMarks(panel, drawing, truth, predicted);
    figure.panels.push_back(std::move(panel));
}

void addScoresOverTime(FigureSpec& figure, const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    const FrameScores scores = frameScores(sample, drawing.look);
    const std::string& channel = sample.channels[static_cast<std::size_t>(drawing.look.channel)];
    const std::string of =
        sample.space.empty() ? "of all channels" : "of " + nameAndUnit(channel).first;
    setLineFigure(figure, kDoubleHeight);
    PanelSpec squares;
    squares.x.label = sample.timeLabel;
    squares.y = {.label = "MSE " + of, .from = 0.0};
    if (!sample.space.empty())
        squares.y.label += squareOf(nameAndUnit(channel).second);
    squares.series.push_back(lineThrough(sample.times, scores.mse, kErrorColour));
    PanelSpec second;
    second.x.label = sample.timeLabel;
    const auto isKnown = [](double value) { return std::isfinite(value); };
    if (std::any_of(scores.r2.begin(), scores.r2.end(), isKnown)) {
        second.y = {.label = "score " + of, .to = 1.0};
        second.series.push_back(
            lineThrough(sample.times, scores.r2, 1, "r² (squared correlation)"));
        second.series.push_back(
            lineThrough(sample.times, scores.determination, 2, "R² (determination)"));
        if (std::any_of(scores.determination.begin(), scores.determination.end(),
                        [](double value) { return value < -1.0; })) {
            second.y.from = -1.0;
            second.title = "R² below −1 is not shown";
        }
    } else {
        second.y = {.label = "relative L2 error", .from = 0.0};
        second.series.push_back(lineThrough(sample.times, scores.relativeL2, kErrorColour));
    }
    figure.panels = {std::move(squares), std::move(second)};
    for (PanelSpec& panel : figure.panels)
        markGivenTimes(panel, drawing, &panel == &figure.panels.front());
}

}  // namespace nie
