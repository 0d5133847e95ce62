#include "core/base/error.h"
#include "core/results/paper_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kBoxHalfWidth = 0.28;

SeriesSpec lineOf(std::vector<double> x, std::vector<double> y, int colour, double width = 1.0)
{
    SeriesSpec series;
    series.x = std::move(x);
    series.y = std::move(y);
    series.colour = colour;
    series.widthPoints = width;
    return series;
}

/// A box with whiskers at x, and the points outside of them.
void addBox(PanelSpec& panel, double x, std::vector<double> values, int colour)
{
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) {
        return values[static_cast<std::size_t>(
            std::lround(share * static_cast<double>(values.size() - 1)))];
    };
    const double low = at(0.25), high = at(0.75), least = at(0.05), most = at(0.95);
    const double left = x - kBoxHalfWidth, right = x + kBoxHalfWidth;
    panel.series.push_back(
        lineOf({left, right, right, left, left}, {low, low, high, high, low}, colour));
    panel.series.push_back(lineOf({left, right}, {at(0.5), at(0.5)}, colour, 2.0));
    panel.series.push_back(lineOf({x, x}, {least, low}, colour));
    panel.series.push_back(lineOf({x, x}, {high, most}, colour));
    SeriesSpec outer;
    outer.style = SeriesSpec::Style::Points;
    outer.colour = colour;
    outer.widthPoints = 1.5;
    for (const double value : values)
        if (value < least || value > most) {
            outer.x.push_back(x);
            outer.y.push_back(value);
        }
    if (!outer.x.empty())
        panel.series.push_back(std::move(outer));
}

/// A column of [time, channel].
std::vector<double> channelOf(const PredictionSnapshot& sample, std::int64_t channel)
{
    return PredictionSnapshot::column(sample.truth, sample.channelCount(), channel);
}

PanelSpec planePanelOf(const PredictionSnapshot& sample)
{
    PanelSpec panel;
    panel.x.label = sample.channels[0];
    panel.y.label = sample.channels[1];
    panel.equalAspect = true;
    panel.series.push_back(lineOf(channelOf(sample, 0), channelOf(sample, 1), 2));
    return panel;
}

/// Three channels in an oblique projection: x to the right, z upwards, y half as long backwards.
PanelSpec portraitPanel(const PredictionSnapshot& sample)
{
    std::vector<std::vector<double>> c;
    std::vector<std::pair<double, double>> range;
    for (std::int64_t channel = 0; channel < 3; ++channel) {
        c.push_back(channelOf(sample, channel));
        const auto [least, most] = std::minmax_element(c.back().begin(), c.back().end());
        range.emplace_back(*least, *most);
    }
    const auto project = [](double x, double y, double z) {
        return std::pair(x + 0.43 * y, z + 0.25 * y);
    };
    const auto path = [&](const std::vector<std::array<double, 3>>& points) {
        SeriesSpec series;
        for (const auto& p : points) {
            const auto [u, v] = project(p[0], p[1], p[2]);
            series.x.push_back(u);
            series.y.push_back(v);
        }
        return series;
    };
    PanelSpec panel;
    panel.equalAspect = true;
    panel.x.bare = panel.y.bare = true;  // neither axis of the paper is one of the space
    const auto [x0, x1] = range[0];
    const auto [y0, y1] = range[1];
    const auto [z0, z1] = range[2];
    // The three edges of the box that meet in its lowest far corner carry the axes.
    const std::array<double, 3> corner{x0, y0, z0};
    constexpr std::array styles{SeriesSpec::Style::Solid, SeriesSpec::Style::Dashed,
                                SeriesSpec::Style::Dotted};
    std::size_t number = 0;
    for (const auto& [name, end] : {std::pair(std::string("x"), std::array{x1, y0, z0}),
                                    std::pair(std::string("y"), std::array{x0, y1, z0}),
                                    std::pair(std::string("z"), std::array{x0, y0, z1})}) {
        SeriesSpec axis = path({corner, end});
        axis.exactColour = "#808080";
        axis.label =
            fmt::format("{}: {:.3g} to {:.3g}", name, range[number].first, range[number].second);
        axis.style = styles[number++];
        panel.series.push_back(std::move(axis));
    }
    std::vector<std::array<double, 3>> points, floor;
    for (std::size_t i = 0; i < c[0].size(); ++i) {
        points.push_back({c[0][i], c[1][i], c[2][i]});
        floor.push_back({c[0][i], c[1][i], z0});
    }
    SeriesSpec shadow = path(floor);
    shadow.faint = true;
    shadow.colour = 6;
    shadow.widthPoints = 0.5;
    panel.series.push_back(std::move(shadow));
    SeriesSpec curve = path(points);
    panel.series.push_back(std::move(curve));
    return panel;
}

/// "ANIE, rate 1e-3" parted at the comma.
std::pair<std::string, std::string> partsOf(const std::string& label)
{
    const auto comma = label.find(", ");
    if (comma == std::string::npos)
        return {label, label};
    return {label.substr(0, comma), label.substr(comma + 2)};
}

/// What stands behind a word: "1e-4" of "L2 = 1e-4".
std::string settingOf(const std::string& text, const std::string& word)
{
    const auto at = text.find(word);
    return at == std::string::npos ? text : text.substr(at + word.size());
}

}  // namespace

FigureSpec horizonFigure(const std::vector<HorizonLine>& lines, const std::string& errorLabel)
{
    FigureSpec figure;
    figure.widthMillimetres = 120.0;
    figure.heightMillimetres = 85.0;
    PanelSpec panel;
    panel.x.label = "point (the first is given)";
    panel.y.label = errorLabel;
    int colour = 1;
    for (const HorizonLine& line : lines) {
        SeriesSpec mean = lineOf(line.point, line.error, colour, 1.5);
        mean.label = line.label;
        if (line.floor)
            mean.style = SeriesSpec::Style::Dashed;
        panel.series.push_back(mean);
        for (const double sign : {-1.0, 1.0}) {
            if (line.floor)
                break;
            SeriesSpec bound = lineOf(line.point, line.error, colour, 0.5);
            bound.faint = true;
            for (std::size_t i = 0; i < bound.y.size(); ++i)
                bound.y[i] += sign * line.deviation[i];
            panel.series.push_back(std::move(bound));
        }
        ++colour;
    }
    figure.panels.push_back(std::move(panel));
    return figure;
}

FigureSpec distributionFigure(
    const std::vector<std::pair<std::string, std::vector<double>>>& groups,
    const std::string& valueLabel)
{
    FigureSpec figure;
    figure.widthMillimetres = 120.0;
    figure.heightMillimetres = 80.0;
    PanelSpec panel;
    panel.y.label = valueLabel;
    panel.x.from = -0.6;
    panel.x.to = static_cast<double>(groups.size()) - 0.4;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        panel.x.names.push_back(groups[i].first);
        addBox(panel, static_cast<double>(i), groups[i].second, 1);
    }
    figure.panels.push_back(std::move(panel));
    return figure;
}

FigureSpec componentsFigure(const std::vector<ComponentPanel>& panels, double firstShare,
                            double secondShare)
{
    FigureSpec figure;
    figure.columns = static_cast<int>(panels.size());
    figure.heightMillimetres = 75.0;
    for (const ComponentPanel& part : panels) {
        PanelSpec panel;
        panel.title = part.title;
        panel.series = part.curves;
        panel.x.label = fmt::format("first component ({:.1f} % of the variance)", 100 * firstShare);
        panel.y.label =
            fmt::format("second component ({:.1f} % of the variance)", 100 * secondShare);
        figure.panels.push_back(std::move(panel));
    }
    return figure;
}

FigureSpec exampleFigure(const PredictionSnapshot& sample, const std::string& view)
{
    const std::int64_t needed = view == "portrait" ? 3 : 2;
    if (sample.channelCount() < needed)
        throw InputError("figure", view + ": too few channels",
                         std::to_string(sample.channelCount()), std::to_string(needed));
    FigureSpec figure;
    figure.heightMillimetres = 80.0;
    if (view == "portrait") {
        figure.widthMillimetres = 110.0;
        figure.heightMillimetres = 100.0;
        figure.panels.push_back(portraitPanel(sample));
    } else if (view == "plane") {
        figure.widthMillimetres = 90.0;
        figure.panels.push_back(planePanelOf(sample));
    } else if (view == "phase_plane") {
        figure.columns = 2;
        PanelSpec panel;
        panel.x.label = sample.timeLabel;
        panel.y.label = "value";
        for (std::int64_t channel = 0; channel < sample.channelCount(); ++channel) {
            SeriesSpec series =
                lineOf(sample.times, channelOf(sample, channel), static_cast<int>(channel) + 1);
            series.label = sample.channels[static_cast<std::size_t>(channel)];
            panel.series.push_back(std::move(series));
        }
        figure.panels.push_back(std::move(panel));
        figure.panels.push_back(planePanelOf(sample));
    } else {
        throw InputError("figure", "unknown view", view, "phase_plane, plane, portrait");
    }
    return figure;
}

FigureSpec sweepFigure(const PaperTable& table)
{
    FigureSpec figure;
    figure.heightMillimetres = 70.0;
    double least = std::numeric_limits<double>::infinity(), most = 0.0;
    for (const PaperRow& row : table.rows)
        for (const PaperCell& cell : row.cells)
            if (!cell.values.empty() && cell.mean > 0.0 && std::isfinite(cell.mean)) {
                least = std::min(least, cell.mean);
                most = std::max(most, cell.mean);
            }
    for (const PaperRow& row : table.rows) {
        const auto [model, setting] = partsOf(row.label);
        if (figure.panels.empty() || figure.panels.back().title != model) {
            PanelSpec panel;
            panel.title = model;
            for (const std::string& column : table.columns)
                panel.x.names.push_back(settingOf(column, " = "));
            panel.x.label = "L2 penalty";
            if (figure.panels.empty())
                panel.y.label = "learning rate";
            panel.image.emplace();
            panel.image->label = table.metric;
            panel.image->columns = table.columns.size();
            panel.image->logarithmic = true;
            if (least < most) {
                panel.image->from = least;
                panel.image->to = most;
            }
            figure.panels.push_back(std::move(panel));
        }
        PanelSpec& panel = figure.panels.back();
        panel.y.names.push_back(settingOf(setting, "rate "));
        ++panel.image->rows;
        for (const PaperCell& cell : row.cells)
            panel.image->values.push_back(
                cell.values.empty() ? std::numeric_limits<double>::quiet_NaN() : cell.mean);
    }
    figure.columns = static_cast<int>(figure.panels.size());
    for (std::size_t i = 0; i + 1 < figure.panels.size(); ++i)
        figure.panels[i].image->colourBar = false;
    return figure;
}

}  // namespace nie
