// Figures of a recording over time: traces and the carpet.
#include "core/recordings/recording_figures.h"

#include "core/recordings/recording_figure_parts.h"
#include "core/signals/standardise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kTraceGap = std::numeric_limits<double>::quiet_NaN();

/// Times of the rows of a run, in s where they are known; a gap gets a NaN of its own.
struct RowTimes {
    std::vector<double> x;
    std::vector<Eigen::Index> rows;  ///< -1: a gap

    RowTimes(const CleanedSeries& run, std::optional<double> rowSeconds)
    {
        for (std::size_t k = 0; k < run.places.size(); ++k) {
            if (k > 0 && run.places[k] != run.places[k - 1] + 1)
                add(double(run.places[k]) - 0.5, -1, rowSeconds);
            add(double(run.places[k]), Eigen::Index(k), rowSeconds);
        }
    }

    std::vector<double> valuesOf(const Eigen::VectorXd& series) const
    {
        std::vector<double> y;
        y.reserve(rows.size());
        for (const Eigen::Index row : rows)
            y.push_back(row < 0 ? kTraceGap : series[row]);
        return y;
    }

private:
    void add(double place, Eigen::Index row, std::optional<double> rowSeconds)
    {
        x.push_back(place * rowSeconds.value_or(1.0));
        rows.push_back(row);
    }
};

PanelSpec beforeAndAfter(const RecordingShown& shown, std::size_t run, std::size_t region,
                         const RowTimes& times)
{
    const Eigen::MatrixXd& raw = shown.recorded.runs[run].series;
    const CleanedSeries& cleaned = shown.cleaned.runs[run];
    PanelSpec panel;
    panel.title = shown.regions()[region];
    panel.x.label = recordingTimeLabel(shown);
    panel.y.label = "z";
    const bool isCleaned = !shown.cleaned.steps.empty();
    SeriesSpec before;
    before.label = "before cleaning";
    before.faint = true;
    const Eigen::VectorXd scaled = zScored(raw.col(Eigen::Index(region)));
    const double volume = shown.recorded.repetitionTime().value_or(1.0);
    for (Eigen::Index row = 0; row < scaled.size(); ++row) {
        before.x.push_back(double(row) * volume);
        before.y.push_back(scaled[row]);
    }
    if (isCleaned)
        panel.series.push_back(std::move(before));
    SeriesSpec after;
    after.label = isCleaned ? "after" : "";
    after.colour = 1;
    after.x = times.x;
    after.y = times.valuesOf(zScored(cleaned.series.col(Eigen::Index(region))));
    panel.series.push_back(std::move(after));
    return panel;
}

/// z-scores, one below the other, 3 deviations apart.
PanelSpec stackedTraces(const RecordingShown& shown, std::size_t run, std::size_t first,
                        const RowTimes& times)
{
    const std::size_t all = shown.regions().size();
    const std::size_t count = std::min(kMostTraces, all);
    const std::size_t begin = std::min(first, all - count);
    PanelSpec panel;
    panel.title = count == all ? "All regions, cleaned"
                               : fmt::format("Regions {} to {} of {}, cleaned", begin + 1,
                                             begin + count, all);
    panel.x.label = recordingTimeLabel(shown);
    panel.y.reversed = true;
    panel.y.from = -1.0;
    panel.y.to = double(count);
    constexpr double kDeviations = 3.0;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t region = begin + k;
        panel.y.names.push_back(shortRegionName(shown.regions()[region]));
        SeriesSpec line;
        line.widthPoints = region == first ? 1.6 : 0.6;  // a second colour would be dashed
        line.x = times.x;
        line.y = times.valuesOf(zScored(shown.cleaned.runs[run].series.col(Eigen::Index(region))));
        for (double& y : line.y)
            y = double(k) - y / kDeviations;
        panel.series.push_back(std::move(line));
    }
    return panel;
}

}  // namespace

std::string recordingTimeLabel(const RecordingShown& shown)
{
    return shown.cleaned.rowSeconds ? "t (s)" : "t (volumes)";
}

std::string shortRegionName(const std::string& name)
{
    constexpr std::size_t kMost = 22;
    if (name.size() <= kMost)
        return name;
    std::size_t end = kMost - 3;
    // A letter of several bytes stays whole.
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
        --end;
    return name.substr(0, end) + "...";
}

FigureSpec recordingFigure(const RecordingShown& shown, double height)
{
    FigureSpec figure;
    figure.title = shown.title;
    figure.heightMillimetres = height;
    figure.provenance.emplace_back("recording", shown.title);
    const RepetitionTime& time = shown.recorded.runs.front().repetitionTime;
    figure.provenance.emplace_back("repetition time",
                                   shown.recorded.repetitionTime()
                                       ? fmt::format("{} s ({})", *time.seconds, time.source)
                                       : std::string("unknown"));
    std::string steps;
    for (const std::string& step : shown.cleaned.steps)
        steps += (steps.empty() ? "" : "; ") + step;
    figure.provenance.emplace_back("cleaning", steps.empty() ? "none" : steps);
    return figure;
}

FigureSpec traceFigure(const RecordingShown& shown, const RecordingLook& look)
{
    FigureSpec figure = recordingFigure(shown, 110.0);
    const std::size_t run = std::min(look.run, shown.cleaned.runs.size() - 1);
    const std::size_t region = std::min(look.region, shown.regions().size() - 1);
    const RowTimes times(shown.cleaned.runs[run], shown.cleaned.rowSeconds);
    figure.panels.push_back(beforeAndAfter(shown, run, region, times));
    figure.panels.push_back(stackedTraces(shown, run, region, times));
    if (shown.cleaned.runs.size() > 1)
        figure.panels[0].title += fmt::format(", run {}", run + 1);
    return figure;
}

FigureSpec carpetFigure(const RecordingShown& shown, const RecordingLook& look)
{
    FigureSpec figure = recordingFigure(shown, 100.0);
    PanelSpec panel;
    const RegionRows rows = shown.regionRows(look);
    panel.title = rows.title(look.order);
    panel.x.label = recordingTimeLabel(shown);
    panel.y.reversed = true;
    const double step = shown.cleaned.rowSeconds.value_or(1.0);
    ImageSpec image;
    image.label = "z";
    image.colourMap = "grey";
    image.from = -look.clip;
    image.to = look.clip;
    image.rows = rows.order.size();
    std::vector<Eigen::MatrixXd> scaled;
    SeriesSpec borders;
    borders.label = shown.cleaned.runs.size() > 1 ? "border of a run" : "";
    borders.colour = 1;
    for (const CleanedSeries& run : shown.cleaned.runs) {
        if (image.columns > 0) {
            const double x = (double(image.columns) - 0.5) * step;
            borders.x.insert(borders.x.end(), {x, x, x});
            borders.y.insert(borders.y.end(), {-0.5, double(rows.order.size()) - 0.5, kTraceGap});
        }
        scaled.push_back(zScored(run.series));
        image.columns += static_cast<std::size_t>(run.series.rows());
    }
    image.values.reserve(image.rows * image.columns);
    for (const Eigen::Index region : rows.order)
        for (const Eigen::MatrixXd& run : scaled)
            image.values.insert(image.values.end(), run.col(region).begin(), run.col(region).end());
    for (std::size_t k = 0; k < image.columns; ++k)
        image.x.push_back(double(k) * step);
    panel.image = std::move(image);
    if (!borders.x.empty())
        panel.series.push_back(std::move(borders));
    markRegions(panel, rows);
    figure.panels.push_back(std::move(panel));
    return figure;
}

}  // namespace nie
