#include "core/results/diagnostics_figures.h"

#include "core/results/paper_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace nie {

namespace {

constexpr int kTruthColour = 1;
constexpr int kModelColour = 2;
constexpr int kHistogramBins = 20;

FigureSpec diagnosticPanel(PanelSpec panel, double width = 120.0, double height = 85.0)
{
    FigureSpec figure;
    figure.widthMillimetres = width;
    figure.heightMillimetres = height;
    figure.panels.push_back(std::move(panel));
    return figure;
}

/// Bars next to each other as one outline: `edges` has one more than `heights`.
SeriesSpec barOutline(const std::vector<double>& edges, const std::vector<double>& heights,
                      double base)
{
    SeriesSpec bars;
    bars.colour = kModelColour;
    bars.widthPoints = 0.6;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        for (const double x : {edges[i], edges[i], edges[i + 1], edges[i + 1]})
            bars.x.push_back(x);
        for (const double y : {base, heights[i], heights[i], base})
            bars.y.push_back(y);
    }
    bars.fill.assign(bars.y.size(), base);
    return bars;
}

std::string scoreNumber(double value)
{
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : "not defined";
}

/// Times of the horizons; their numbers where an older run does not hold them.
std::vector<double> horizonAxis(const RunEvaluation& evaluation, std::size_t count)
{
    if (evaluation.diagnostics && evaluation.diagnostics->horizonTimes.size() == count)
        return evaluation.diagnostics->horizonTimes;
    std::vector<double> points;
    for (std::size_t i = 0; i < count; ++i)
        points.push_back(static_cast<double>(evaluation.givenPoints + 1) + static_cast<double>(i));
    return points;
}

/// Points before the given ones come first: put into the order of time.
void sortByX(SeriesSpec& series)
{
    std::vector<std::size_t> order(series.x.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&series](std::size_t a, std::size_t b) { return series.x[a] < series.x[b]; });
    const SeriesSpec before = series;
    for (std::size_t i = 0; i < order.size(); ++i) {
        series.x[i] = before.x[order[i]];
        series.y[i] = before.y[order[i]];
        if (!before.fill.empty())
            series.fill[i] = before.fill[order[i]];
    }
}

/// The model's band of one standard deviation, not below 0: a norm is not.
SeriesSpec deviationBand(const SeriesSpec& mean, const std::vector<double>& deviation)
{
    SeriesSpec band = mean;
    band.label.clear();
    band.faint = true;
    band.fill = mean.y;
    for (std::size_t i = 0; i < band.y.size(); ++i) {
        const double half = i < deviation.size() && std::isfinite(deviation[i]) ? deviation[i] : 0;
        band.y[i] = mean.y[i] + half;
        band.fill[i] = std::max(0.0, mean.y[i] - half);
    }
    return band;
}

SeriesSpec pathSeries(const std::array<std::vector<double>, 2>& path, int colour, bool point)
{
    SeriesSpec series;
    series.x = path[0];
    series.y = path[1];
    series.colour = colour;
    if (point)
        series.style = SeriesSpec::Style::Points;
    return series;
}

std::vector<double> sampleValues(const EvaluationDiagnostics& diagnostics,
                                 double EvaluationDiagnostics::Sample::*value)
{
    std::vector<double> values;
    for (const auto& sample : diagnostics.samples)
        values.push_back(sample.*value);
    return values;
}

bool isPositive(double value)
{
    return std::isfinite(value) && value > 0;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& diagnosticTitles()
{
    static const std::vector<std::pair<std::string, std::string>> titles{
        {"scatter", "Scatter"},           {"r2_histogram", "r²"},
        {"error_over_time", "Over time"}, {"components", "Components"},
        {"spectrum", "Spectrum"},         {"sample_errors", "Samples"},
        {"sample_residuals", "Residuals"}};
    return titles;
}

FigureSpec scatterFigure(const RunEvaluation& evaluation)
{
    const auto& scatter = evaluation.diagnostics->scatter;
    if (scatter.truth.empty())
        return {};
    PanelSpec panel;
    panel.title =
        fmt::format("r² = {} (squared correlation), R² = {} (determination)",
                    scoreNumber(evaluation.test.r2), scoreNumber(evaluation.test.r2Determination));
    panel.x.label = "true value";
    panel.y.label = "predicted value";
    SeriesSpec points;
    points.label = scatter.count > static_cast<std::int64_t>(scatter.truth.size())
                       ? fmt::format("{} of {} values", scatter.truth.size(), scatter.count)
                       : fmt::format("{} values", scatter.truth.size());
    points.x = scatter.truth;
    points.y = scatter.prediction;
    points.colour = kModelColour;
    points.style = SeriesSpec::Style::Points;
    points.widthPoints = 0.6;
    panel.series.push_back(std::move(points));
    const auto [least, most] = std::minmax_element(scatter.truth.begin(), scatter.truth.end());
    SeriesSpec line;
    line.label = "predicted = true";
    line.x = line.y = {*least, *most};
    line.colour = 6;
    line.style = SeriesSpec::Style::Dashed;
    panel.series.push_back(std::move(line));
    return diagnosticPanel(std::move(panel), 120.0, 100.0);
}

FigureSpec r2HistogramFigure(const std::vector<double>& sampleR2)
{
    std::vector<double> values = sampleR2;
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return {};
    // To 1 whatever the values are: how far the best is from it is the point.
    double least = *std::min_element(values.begin(), values.end());
    if (!(least < 1.0 - 1e-12))
        least = 0.0;
    std::vector<double> edges, counts(kHistogramBins, 0.0);
    for (int i = 0; i <= kHistogramBins; ++i)
        edges.push_back(least + (1.0 - least) * i / kHistogramBins);
    for (const double value : values) {
        const double place = (value - least) / (1.0 - least) * kHistogramBins;
        ++counts[static_cast<std::size_t>(
            std::clamp(static_cast<int>(place), 0, kHistogramBins - 1))];
    }
    PanelSpec panel;
    const std::size_t without = sampleR2.size() - values.size();
    panel.title = without == 0
                      ? fmt::format("{} samples", values.size())
                      : fmt::format("{} samples, {} without r² not shown", values.size(), without);
    panel.x = {.label = "r² (squared correlation) of a sample", .from = least, .to = 1.0};
    panel.y = {.label = "samples", .from = 0.0};
    panel.series.push_back(barOutline(edges, counts, 0.0));
    return diagnosticPanel(std::move(panel));
}

/// "AR(1)", "nearest curve".
std::string floorLabel(const std::string& name)
{
    if (name == "ar")
        return "AR(1)";
    if (name == "var")
        return "VAR";
    std::string label = name;
    std::replace(label.begin(), label.end(), '_', ' ');
    return label;
}

FigureSpec errorOverTimeFigure(const RunEvaluation& evaluation)
{
    const HorizonScores& scores = evaluation.test.horizons;
    if (scores.distance.empty())
        return {};
    const std::vector<double> times = horizonAxis(evaluation, scores.distance.size());
    PanelSpec panel;
    const bool hasTimes = evaluation.diagnostics && times == evaluation.diagnostics->horizonTimes;
    panel.x.label = hasTimes ? evaluation.diagnostics->timeLabel : "point (the first is given)";
    panel.y.label = "norm of the error, mean over samples";
    SeriesSpec model;
    model.label = "model";
    model.x = times;
    model.y = scores.distance;
    model.colour = kModelColour;
    model.widthPoints = 1.5;
    SeriesSpec band = deviationBand(model, scores.distanceDeviation);
    sortByX(band);
    sortByX(model);
    panel.series.push_back(std::move(band));
    int colour = kModelColour;
    for (const auto& [name, floor] : evaluation.floors) {
        if (floor.horizons.distance.size() != times.size())
            continue;
        SeriesSpec line;
        line.label = floorLabel(name);
        line.x = times;
        line.y = floor.horizons.distance;
        line.colour = ++colour;
        line.style = SeriesSpec::Style::Dashed;
        sortByX(line);
        panel.series.push_back(std::move(line));
    }
    // Of data that are driven by noise: what no model can get below.
    if (evaluation.noiseCeiling.distance.size() == times.size()) {
        SeriesSpec line;
        line.label = "noise ceiling";
        line.x = times;
        line.y = evaluation.noiseCeiling.distance;
        line.colour = 0;
        line.style = SeriesSpec::Style::Dotted;
        sortByX(line);
        panel.series.push_back(std::move(line));
    }
    panel.series.push_back(std::move(model));
    panel.y.from = 0.0;
    return diagnosticPanel(std::move(panel), 140.0);
}

FigureSpec principalComponentsFigure(const EvaluationDiagnostics& diagnostics)
{
    const auto& components = diagnostics.components;
    std::vector<ComponentPanel> panels;
    if (components.paths.empty())
        return {};
    if (components.overSamples) {
        // All samples in one plane, a point each.
        SeriesSpec truth, prediction;
        truth = pathSeries({}, kTruthColour, true);
        prediction = pathSeries({}, kModelColour, true);
        for (const auto& path : components.paths) {
            truth.x.push_back(path.truth[0].front());
            truth.y.push_back(path.truth[1].front());
            prediction.x.push_back(path.prediction[0].front());
            prediction.y.push_back(path.prediction[1].front());
        }
        truth.label = "data";
        prediction.label = "model";
        panels.push_back({fmt::format("{} samples", truth.x.size()), {truth, prediction}});
    } else {
        for (const auto& path : components.paths) {
            SeriesSpec truth = pathSeries(path.truth, kTruthColour, false);
            truth.label = "data";
            truth.widthPoints = 2.5;
            truth.faint = true;
            SeriesSpec prediction = pathSeries(path.prediction, kModelColour, false);
            prediction.label = "model";
            panels.push_back({fmt::format("sample {}", path.sample), {truth, prediction}});
        }
    }
    return componentsFigure(panels, components.shares[0], components.shares[1]);
}

FigureSpec spectrumFigure(const EvaluationDiagnostics& diagnostics)
{
    const auto& spectrum = diagnostics.spectrum;
    if (spectrum.frequencies.empty())
        return {};
    PanelSpec panel;
    panel.x = {.label = spectrum.label, .logarithmic = true};
    panel.y = {.label = "power spectral density", .logarithmic = true};
    for (const auto& [label, density, colour] :
         {std::tuple("data", &spectrum.truth, kTruthColour),
          std::tuple("model", &spectrum.prediction, kModelColour)}) {
        SeriesSpec line;
        line.label = label;
        line.x = spectrum.frequencies;
        line.y = *density;
        line.colour = colour;
        panel.series.push_back(std::move(line));
    }
    return diagnosticPanel(std::move(panel));
}

FigureSpec sortedBarsFigure(std::vector<double> values, const std::string& label)
{
    const std::size_t all = values.size();
    std::erase_if(values, [](double value) { return !isPositive(value); });
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end(), std::greater<>());
    // Bars on a logarithmic axis have no natural foot: a decade below the least.
    const double base = std::pow(10.0, std::floor(std::log10(values.back()) - 1e-9));
    std::vector<double> edges;
    for (std::size_t i = 0; i <= values.size(); ++i)
        edges.push_back(static_cast<double>(i) + 0.5);
    PanelSpec panel;
    if (values.size() < all)
        panel.title = fmt::format("{} of {} samples without such a value not shown",
                                  all - values.size(), all);
    panel.x.label = "samples, the worst first";
    panel.y = {.label = label, .logarithmic = true, .from = base};
    panel.series.push_back(barOutline(edges, values, base));
    return diagnosticPanel(std::move(panel));
}

std::vector<DiagnosticFigure> diagnosticFigures(const RunEvaluation& evaluation,
                                                const Provenance& provenance)
{
    std::vector<DiagnosticFigure> figures;
    const bool known = evaluation.diagnostics != nullptr;
    const EvaluationDiagnostics none;
    const EvaluationDiagnostics& diagnostics = known ? *evaluation.diagnostics : none;
    const auto add = [&](FigureSpec figure, const std::string& missing) {
        const auto& [name, title] = diagnosticTitles()[figures.size()];
        figure.provenance = provenance;
        const bool drawn = !figure.panels.empty();
        figures.push_back({name, title, std::move(figure), drawn ? "" : missing});
    };
    const std::string old = "This run was evaluated by a version that did not keep these numbers; "
                            "nie evaluate computes them.";
    add(known ? scatterFigure(evaluation) : FigureSpec{}, old);
    add(r2HistogramFigure(evaluation.test.sampleR2), "No sample has an r².");
    add(errorOverTimeFigure(evaluation), old);
    const auto because = [&](const std::string& reason) {
        return known ? "Not drawn: " + reason + "." : old;
    };
    add(principalComponentsFigure(diagnostics), because(diagnostics.components.missing));
    add(spectrumFigure(diagnostics), because(diagnostics.spectrum.missing));
    add(sortedBarsFigure(sampleValues(diagnostics, &EvaluationDiagnostics::Sample::relativeL2),
                         "relative L2 error of a sample"),
        known ? "No sample has an error above 0." : old);
    add(sortedBarsFigure(sampleValues(diagnostics, &EvaluationDiagnostics::Sample::residual),
                         "relative residual of a sample"),
        known ? "This model solves no equation: there is no residual." : old);
    return figures;
}

}  // namespace nie
