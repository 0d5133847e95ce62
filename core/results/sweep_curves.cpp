#include "core/results/sweep_curves.h"

#include "core/results/runs/seed_statistics.h"
#include "core/results/sweep_axis.h"
#include "core/results/sweep_figures.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace nie {

namespace {

constexpr double kFigureWidth = 120.0;  // mm
constexpr double kCurvesHeight = 80.0;
constexpr int kRunColour = 0;
constexpr int kMeanColour = 1;

/// The mean as a line, with a band of a standard deviation about it where there is one.
void addSpread(PanelSpec& panel, const std::vector<double>& x, const std::vector<double>& mean,
               const std::vector<double>& deviation)
{
    SeriesSpec line;
    line.x = x;
    line.y = mean;
    line.colour = kMeanColour;
    line.widthPoints = 1.5;
    line.style = x.size() > 1 ? SeriesSpec::Style::Solid : SeriesSpec::Style::Points;
    if (std::any_of(deviation.begin(), deviation.end(), [](double d) { return d > 0.0; })) {
        line.label = "mean ± standard deviation over seeds";
        SeriesSpec band;
        band.x = x;
        band.colour = kMeanColour;
        band.faint = true;
        band.widthPoints = 0.5;
        for (std::size_t i = 0; i < mean.size(); ++i) {
            band.y.push_back(mean[i] + deviation[i]);
            band.fill.push_back(mean[i] - deviation[i]);
        }
        panel.series.push_back(std::move(band));
    }
    panel.series.push_back(std::move(line));
}

}  // namespace

FigureSpec sweepFigureOf(PanelSpec panel, double heightMillimetres)
{
    FigureSpec figure;
    figure.widthMillimetres = kFigureWidth;
    figure.heightMillimetres = heightMillimetres;
    figure.panels.push_back(std::move(panel));
    return figure;
}

FigureSpec scoreOverOption(const SweepTable& table, SweepScore score)
{
    const SweepAxis axis(table, 0);
    PanelSpec panel;
    panel.x = axis.spec();
    panel.y = {.label = scoreText(score), .logarithmic = table.spansDecades(score)};
    SeriesSpec points;
    points.label = "runs";
    points.style = SeriesSpec::Style::Points;
    points.colour = kRunColour;
    points.widthPoints = 1.8;
    std::map<double, const SweepRow*> rows;
    for (const SweepRow& row : table.rows) {
        rows[axis.placeOf(row.values[0])] = &row;
        for (const SweepRunResult& run : row.runs)
            if (std::isfinite(run.score(score))) {
                points.x.push_back(axis.placeOf(row.values[0]));
                points.y.push_back(run.score(score));
            }
    }
    std::vector<double> x, mean, deviation;
    for (const auto& [place, row] : rows) {
        x.push_back(place);
        mean.push_back(row->score(score).mean);
        deviation.push_back(row->score(score).standardDeviation);
    }
    addSpread(panel, x, mean, deviation);
    panel.series.push_back(std::move(points));
    return sweepFigureOf(std::move(panel), kCurvesHeight);
}

FigureSpec scoreOverSeed(const SweepTable& table, SweepScore score)
{
    const SweepRow& row = table.rows.front();
    PanelSpec panel;
    panel.x.label = "seed";
    panel.y = {.label = scoreText(score), .logarithmic = table.spansDecades(score)};
    SeriesSpec points;
    points.label = "runs";
    points.style = SeriesSpec::Style::Points;
    points.colour = kRunColour;
    points.widthPoints = 2.5;
    std::vector<double> ends;
    for (const SweepRunResult& run : row.runs) {
        panel.x.names.resize(row.runs.size());
        panel.x.names[static_cast<std::size_t>(&run - row.runs.data())] = std::to_string(run.seed);
        if (std::isfinite(run.score(score))) {
            points.x.push_back(static_cast<double>(&run - row.runs.data()));
            points.y.push_back(run.score(score));
        }
    }
    panel.x.from = -0.5;
    panel.x.to = static_cast<double>(row.runs.size()) - 0.5;
    const SeedSpread& spread = row.score(score);
    addSpread(panel, {panel.x.from, panel.x.to}, {spread.mean, spread.mean},
              {spread.standardDeviation, spread.standardDeviation});
    panel.series.push_back(std::move(points));
    return sweepFigureOf(std::move(panel), kCurvesHeight);
}

FigureSpec seedCurvesFigure(const std::vector<MetricsTable>& runs, const std::string& column,
                            const std::string& label)
{
    PanelSpec panel;
    panel.x.label = "step";
    panel.y = {.label = label, .logarithmic = true};
    std::vector<MetricCurve> curves;
    std::vector<SeriesSpec> lines;
    for (const MetricsTable& run : runs) {
        curves.push_back({run.columns.at("step"), run.columns.at(column)});
        SeriesSpec line;
        line.label = lines.empty() ? "each seed" : "";
        line.colour = kRunColour;
        line.widthPoints = 0.8;
        for (std::size_t i = 0; i < curves.back().values.size(); ++i) {
            const double value = curves.back().values[i];
            if (!std::isfinite(value))
                continue;
            line.x.push_back(curves.back().steps[i]);
            line.y.push_back(value);
            panel.y.logarithmic = panel.y.logarithmic && value > 0.0;
        }
        if (!line.x.empty())
            lines.push_back(std::move(line));
    }
    if (lines.empty())
        return {};
    const SeedStatistics statistics = seedStatistics(curves);
    if (statistics.runs > 1)
        addSpread(panel, statistics.steps, statistics.mean, statistics.deviation);
    panel.series.insert(panel.series.end(), lines.begin(), lines.end());
    return sweepFigureOf(std::move(panel), kCurvesHeight);
}

}  // namespace nie
