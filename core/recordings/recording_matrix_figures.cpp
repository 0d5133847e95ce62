// Figures of how regions go together: connectivity and its dynamics.
#include "core/base/error.h"
#include "core/recordings/recording_figure_parts.h"
#include "core/signals/connectivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nie {

namespace {

constexpr int kCorrelationBins = 40;
constexpr int kGroupBorder = 7;
constexpr const char* kBorderOnWhite = "#202020";  // correlations about 0 are white
constexpr double kNoLine = std::numeric_limits<double>::quiet_NaN();

ImageSpec correlationImage(const Eigen::MatrixXd& matrix, const std::vector<Eigen::Index>& order)
{
    ImageSpec image;
    image.label = "r";
    image.colourMap = "blue_red";
    image.symmetric = true;
    image.from = -1.0;
    image.to = 1.0;
    image.rows = image.columns = order.size();
    for (const Eigen::Index row : order)
        for (const Eigen::Index column : order)
            image.values.push_back(matrix(row, column));
    return image;
}

/// Counts of the values above the diagonal in bins of 0.05.
PanelSpec histogramPanel(const Eigen::MatrixXd& matrix)
{
    PanelSpec panel;
    panel.title = "Values above the diagonal";
    panel.x = {"r", false, -1.0, 1.0};
    panel.y.label = "pairs";
    panel.y.from = 0.0;
    const Eigen::VectorXd upper = upperTriangle(matrix);
    SeriesSpec bars = correlationBars(upper);
    bars.colour = 1;
    panel.series.push_back(std::move(bars));
    const auto finite = upper.array().isFinite();
    if (finite.any()) {
        const double mean = finite.select(upper.array(), 0.0).sum() / double(finite.count());
        panel.bands.push_back({fmt::format("mean {:.3f}", mean), mean, mean});
    }
    return panel;
}

}  // namespace

std::string connectivityMethodName(const std::string& method)
{
    return method == "partial"  ? "Partial correlation"
           : method == "shrunk" ? "Correlation after Ledoit-Wolf shrinkage"
                                : "Pearson correlation";
}

SeriesSpec correlationBars(const Eigen::VectorXd& values)
{
    std::vector<double> counts(kCorrelationBins, 0.0);
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        const int bin =
            std::clamp(int((value + 1.0) / 2.0 * kCorrelationBins), 0, kCorrelationBins - 1);
        ++counts[static_cast<std::size_t>(bin)];
    }
    SeriesSpec bars;
    for (int bin = 0; bin < kCorrelationBins; ++bin)
        for (const int end : {bin, bin + 1}) {
            bars.x.push_back(-1.0 + 2.0 * end / kCorrelationBins);
            bars.y.push_back(counts[static_cast<std::size_t>(bin)]);
            bars.fill.push_back(0.0);
        }
    return bars;
}

RegionRows RegionRows::of(const std::vector<std::string>& names, const RegionGroups& groups,
                          const std::vector<Eigen::MatrixXd>& pieces, RegionOrder order)
{
    RegionRows rows;
    rows.names = names;
    if (order == RegionOrder::Grouped && !groups.isEmpty()) {
        rows.groups = groups;
        rows.order = groups.order();
    } else if (order == RegionOrder::Similar) {
        rows.order = orderBySimilarity(connectivityOf(pieces, "pearson").matrix);
    } else {
        rows.order.resize(names.size());
        std::iota(rows.order.begin(), rows.order.end(), Eigen::Index{0});
    }
    return rows;
}

std::string RegionRows::title(RegionOrder shown) const
{
    return !groups.isEmpty()              ? "All regions by " + groups.kind
           : shown == RegionOrder::Similar ? "All regions, similar ones together"
                                           : "All regions";
}

RegionRows RecordingShown::regionRows(const RecordingLook& look) const
{
    const RegionGroups groups = look.order == RegionOrder::Grouped
                                    ? RegionGroups::ofRecording(recorded)
                                    : RegionGroups();
    return RegionRows::of(regions(), groups, cleaned.pieces(), look.order);
}

void markRegions(PanelSpec& panel, const RegionRows& rows)
{
    if (rows.groups.isEmpty()) {
        if (rows.order.size() > kMostNamedRegions)
            panel.y.label = "region";
        else
            for (const Eigen::Index region : rows.order)
                panel.y.names.push_back(shortRegionName(rows.names[std::size_t(region)]));
        return;
    }
    panel.y.names.resize(rows.order.size());
    SeriesSpec borders;
    borders.colour = kGroupBorder;
    borders.widthPoints = 1.0;
    const ImageSpec& image = *panel.image;
    const bool isMatrix = panel.equalAspect;
    if (isMatrix)
        borders.exactColour = kBorderOnWhite;
    const std::vector<double> edges = cellEdges(image.x, image.columns);
    std::size_t begin = 0;
    for (std::size_t group = 0; group < rows.groups.names.size(); ++group) {
        const auto size = static_cast<std::size_t>(
            std::count(rows.groups.of.begin(), rows.groups.of.end(), group));
        panel.y.names[begin + size / 2] = shortRegionName(rows.groups.names[group]);
        begin += size;
        if (begin == rows.order.size())
            break;
        const double at = double(begin) - 0.5;
        borders.x.insert(borders.x.end(), {edges.front(), edges.back(), kNoLine});
        borders.y.insert(borders.y.end(), {at, at, kNoLine});
        if (isMatrix) {
            borders.x.insert(borders.x.end(), {at, at, kNoLine});
            borders.y.insert(borders.y.end(), {-0.5, double(rows.order.size()) - 0.5, kNoLine});
        }
    }
    panel.series.push_back(std::move(borders));
}

PanelSpec correlationPanel(const Eigen::MatrixXd& matrix, const RegionRows& rows)
{
    PanelSpec panel;
    panel.equalAspect = true;
    panel.x.label = "region";
    panel.y.reversed = true;
    panel.image = correlationImage(matrix, rows.order);
    markRegions(panel, rows);
    return panel;
}

PanelSpec dynamicsPanel(const RecordingDynamics& dynamics)
{
    PanelSpec panel;
    panel.x.label = panel.y.label = "window";
    panel.y.reversed = true;
    panel.equalAspect = true;
    ImageSpec image;
    image.label = "r of two windows";
    image.rows = image.columns = static_cast<std::size_t>(dynamics.matrix.rows());
    for (const auto row : dynamics.matrix.rowwise())
        image.values.insert(image.values.end(), row.begin(), row.end());
    panel.image = std::move(image);
    return panel;
}

FigureSpec connectivityFigure(const RecordingShown& shown, const RecordingLook& look)
{
    FigureSpec figure = recordingFigure(shown, 95.0);
    figure.columns = 2;
    const RecordingConnectivity found = connectivityOf(shown.cleaned.pieces(), look.method);
    PanelSpec panel = correlationPanel(found.matrix, shown.regionRows(look));
    panel.title = fmt::format("{}, {} rows", connectivityMethodName(look.method), found.rows);
    figure.panels.push_back(std::move(panel));
    figure.panels.push_back(histogramPanel(found.matrix));
    figure.provenance.emplace_back("connectivity", look.method);
    if (found.shrinkage)
        figure.provenance.emplace_back("shrinkage", fmt::format("{:.6g}", *found.shrinkage));
    for (const std::string& warning : found.warnings)
        figure.provenance.emplace_back("warning", warning);
    return figure;
}

FigureSpec dynamicsFigure(const RecordingShown& shown, const RecordingLook& look)
{
    if (!shown.cleaned.rowSeconds)
        throw InputError(shown.title, "the windows of the dynamics need the repetition time");
    // A window's connectivity is a column of regions^2 / 2 numbers.
    constexpr std::size_t kMostRegions = 600;
    if (shown.regions().size() > kMostRegions)
        throw InputError(shown.title, "too many regions for the dynamics",
                         std::to_string(shown.regions().size()),
                         fmt::format("at most {}; average them over an atlas", kMostRegions));
    const auto dynamics =
        dynamicsOf(shown.cleaned.pieces(), *shown.cleaned.rowSeconds, look.window, look.shift);
    if (!dynamics)
        throw InputError(shown.title, "is too short for the dynamics",
                         fmt::format("windows of {:g} s every {:g} s", look.window, look.shift),
                         "at least 2 windows of 3 rows, and 3 regions");
    FigureSpec figure = recordingFigure(shown, 95.0);
    figure.columns = 2;
    PanelSpec panel = dynamicsPanel(*dynamics);
    panel.title = fmt::format("Connectivity in windows of {} rows every {}", dynamics->length,
                              dynamics->shift);
    figure.panels.push_back(std::move(panel));
    figure.panels.push_back(histogramPanel(dynamics->matrix));
    figure.panels.back().y.label = "pairs of windows";
    return figure;
}

}  // namespace nie
