#include "core/results/equation_figures.h"

#include "core/base/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr std::size_t kMostFaintIterates = 12;
constexpr int kExactColour = 0;

/// Half a unit in the last place of the largest number: a smaller difference of two solutions is
/// chance, and zero has no place on a logarithmic axis.
double roundingOf(const GridValues& grid)
{
    double largest = 1e-300;
    for (const double value : grid.values)
        largest = std::max(largest, std::abs(value));
    return largest * std::numeric_limits<double>::epsilon() / 2;
}

std::string channelName(const EquationStudy& study, std::size_t channel)
{
    return study.channels == 1 ? "y" : fmt::format("y{}", channel + 1);
}

SeriesSpec curveOf(const EquationStudy& study, const GridValues& grid, std::size_t channel)
{
    SeriesSpec series;
    series.x = grid.axes[0];
    series.y = grid.channel(channel, study.channels);
    series.colour = static_cast<int>(channel) + 1;
    return series;
}

/// Range of solution and exact solution with room; iterates that run away do not decide it.
void setRange(AxisSpec& axis, const EquationStudy& study)
{
    double low = INFINITY, high = -INFINITY;
    const auto include = [&](double value) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    };
    const std::vector<double>& wanted =
        study.exact.values.empty() ? study.solution.values : study.exact.values;
    std::for_each(wanted.begin(), wanted.end(), include);
    const double span = high > low ? high - low : std::max(1.0, std::abs(high));
    const double farLow = low - span, farHigh = high + span;
    for (const GridValues& iterate : study.iterates)
        for (const double value : iterate.values)
            include(std::clamp(value, farLow, farHigh));
    if (!(low <= high))
        return;
    const double room = 0.06 * (high > low ? high - low : span);
    axis.from = low - room;
    axis.to = high + room;
}

/// One channel over two axes; the second axis of the equation runs upwards.
ImageSpec imageOf(const EquationStudy& study, const GridValues& grid, std::size_t channel)
{
    ImageSpec image;
    const std::vector<double> values = grid.channel(channel, study.channels);
    image.columns = grid.axes[0].size();
    image.rows = grid.axes[1].size();
    image.x = grid.axes[0];
    image.y = grid.axes[1];
    image.values.resize(values.size());
    for (std::size_t j = 0; j < image.columns; ++j)
        for (std::size_t i = 0; i < image.rows; ++i)
            image.values[i * image.columns + j] = values[j * image.rows + i];
    return image;
}

/// Signed values about a white zero, others from dark to bright.
void chooseColours(ImageSpec& image)
{
    const ValueRange range = valueRange(image);
    image.symmetric = range.from < 0 && range.to > 0;
    image.colourMap = image.symmetric ? "blue_red" : "viridis";
}

const GridValues& shownGrid(const EquationStudy& study, const EquationView& view)
{
    const bool iterate =
        view.iterate >= 0 && static_cast<std::size_t>(view.iterate) < study.iterates.size();
    return iterate ? study.iterates[static_cast<std::size_t>(view.iterate)] : study.solution;
}

void addFaintIterates(PanelSpec& panel, const EquationStudy& study)
{
    const std::size_t count = std::min(study.iterates.size(), kMostFaintIterates);
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t c = 0; c < study.channels; ++c) {
            SeriesSpec series = curveOf(study, study.iterates[k], c);
            series.faint = true;
            series.colour = 6;  // neutral
            if (k == 0 && c == 0)
                series.label = "iterates";
            panel.series.push_back(std::move(series));
        }
}

PanelSpec emptyPanel(const EquationStudy& study, const std::string& title)
{
    PanelSpec panel;
    panel.title = title;
    panel.x.label = study.axisNames.at(0);
    return panel;
}

PanelSpec mapPanel(const EquationStudy& study, ImageSpec image, const std::string& title)
{
    PanelSpec panel = emptyPanel(study, study.slice.empty() ? title : title + ", " + study.slice);
    panel.y.label = study.axisNames.at(1);
    panel.image = std::move(image);
    return panel;
}

/// "iterate y3", or nothing for the solution.
std::string iterateTitle(const EquationStudy& study, const EquationView& view)
{
    return &shownGrid(study, view) == &study.solution
               ? std::string("Solution")
               : fmt::format("Iterate {} of {}", view.iterate, study.iterates.size() - 1);
}

}  // namespace

PanelSpec solutionPanel(const EquationStudy& study, const EquationView& view)
{
    const GridValues& shown = shownGrid(study, view);
    const bool isIterate = &shown != &study.solution;
    const std::string title = iterateTitle(study, view);
    if (study.solution.axes.size() > 1) {
        ImageSpec image = imageOf(study, shown, view.channel);
        image.label = channelName(study, view.channel);
        chooseColours(image);
        return mapPanel(study, std::move(image), title);
    }
    PanelSpec panel = emptyPanel(study, title);
    panel.y.label = study.channels == 1 ? "y" : "y1, y2, …";
    setRange(panel.y, study);
    if (!isIterate)
        addFaintIterates(panel, study);
    for (std::size_t c = 0; c < study.channels; ++c) {
        if (!study.exact.values.empty()) {
            SeriesSpec exact = curveOf(study, study.exact, c);
            exact.faint = true;
            exact.widthPoints = 5.0;
            exact.label = channelName(study, c) + ", exact";
            panel.series.push_back(std::move(exact));
        }
        SeriesSpec series = curveOf(study, shown, c);
        series.label = channelName(study, c) +
                       (isIterate ? fmt::format(", step {}", view.iterate) : ", solved");
        panel.series.push_back(std::move(series));
    }
    return panel;
}

std::optional<PanelSpec> errorPanel(const EquationStudy& study, const EquationView& view)
{
    if (study.exact.values.size() != study.solution.values.size())
        return {};
    GridValues error = study.solution;
    for (std::size_t i = 0; i < error.values.size(); ++i)
        error.values[i] = std::abs(error.values[i] - study.exact.values[i]);
    const std::string label = study.channels == 1 ? "|y − exact|" : "|y − exact|, each component";
    if (error.axes.size() > 1) {
        ImageSpec image = imageOf(study, error, view.channel);
        image.label = fmt::format("|{} − exact|", channelName(study, view.channel));
        image.colourMap = "magma";
        return mapPanel(study, std::move(image), "Error");
    }
    const double rounding = roundingOf(study.exact);
    PanelSpec panel = emptyPanel(study, "Error");
    panel.y = {.label = label, .logarithmic = true};
    for (std::size_t c = 0; c < study.channels; ++c) {
        SeriesSpec series = curveOf(study, error, c);
        for (double& value : series.y)
            value = std::max(value, rounding);
        series.label = channelName(study, c);
        panel.series.push_back(std::move(series));
    }
    return panel;
}

std::optional<PanelSpec> kernelPanel(const EquationStudy& study, const EquationView& view)
{
    if (!study.kernel || view.kernelEntry >= study.kernel->entries.size())
        return {};
    const KernelGrid& kernel = *study.kernel;
    const std::string local = study.axisNames.size() == 1 ? "s" : "s_" + study.axisNames[0];
    PanelSpec panel;
    panel.title = "Kernel " + kernel.names[view.kernelEntry] +
                  (kernel.caption.empty() ? "" : ", " + kernel.caption);
    panel.x.label = local;
    panel.y.label = study.axisNames.at(0);
    ImageSpec image;
    image.label =
        fmt::format("{}({}, {})", kernel.names[view.kernelEntry], study.axisNames[0], local);
    image.rows = kernel.t.size();
    image.columns = kernel.s.size();
    image.x = kernel.s;
    image.y = kernel.t;
    image.values = kernel.entries[view.kernelEntry];
    image.mask = kernel.outside;
    chooseColours(image);
    panel.image = std::move(image);
    return panel;
}

PanelSpec residualPanel(const EquationStudy& study)
{
    PanelSpec panel;
    panel.title = "Residual";
    panel.x.label = "step";
    panel.y = {.label = "relative residual", .logarithmic = true};
    SeriesSpec series;
    series.colour = 1;
    series.style = SeriesSpec::Style::Points;
    series.label = study.trace.stepper;
    for (std::size_t k = 0; k < study.trace.residuals.size(); ++k) {
        series.x.push_back(static_cast<double>(k));
        series.y.push_back(study.trace.residuals[k]);
    }
    SeriesSpec line = series;
    line.style = SeriesSpec::Style::Solid;
    line.label.clear();
    if (study.trace.tolerance > 0 && !series.x.empty())
        panel.series.push_back({.label = "tolerance of the iteration",
                                .x = {series.x.front(), std::max(1.0, series.x.back())},
                                .y = {study.trace.tolerance, study.trace.tolerance},
                                .colour = kExactColour,
                                .style = SeriesSpec::Style::Dashed});
    panel.series.push_back(std::move(line));
    panel.series.push_back(std::move(series));
    return panel;
}

FigureSpec equationFigure(const EquationStudy& study, const EquationView& view)
{
    FigureSpec figure;
    figure.title = study.name;
    figure.panels.push_back(solutionPanel(study, view));
    for (auto panel : {kernelPanel(study, view), errorPanel(study, view)})
        if (panel)
            figure.panels.push_back(std::move(*panel));
    if (!study.trace.residuals.empty())
        figure.panels.push_back(residualPanel(study));
    figure.columns = figure.panels.size() > 1 ? 2 : 1;
    figure.heightMillimetres = figure.panels.size() > 2 ? 130.0 : 70.0;
    figure.provenance = {{"equation", study.formula.empty() ? study.name : study.formula},
                         {"command", study.command},
                         {"version", versionNumber()}};
    for (const char* key : {"error_max", "error_estimate", "residual", "iterations", "seconds"})
        if (study.report.contains(key))
            figure.provenance.emplace_back(key, study.report.at(key).dump());
    return figure;
}

}  // namespace nie
