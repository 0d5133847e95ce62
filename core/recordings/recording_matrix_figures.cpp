// Figures of how regions go together: connectivity and its dynamics.
#include "core/base/error.h"
#include "core/recordings/recording_figure_parts.h"
#include "core/signals/connectivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

constexpr int kCorrelationBins = 40;

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

std::vector<Eigen::Index> regionOrder(const std::vector<Eigen::MatrixXd>& pieces, bool bySimilarity)
{
    if (bySimilarity)
        return orderBySimilarity(connectivityOf(pieces, "pearson").matrix);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(pieces.front().cols()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    return order;
}

void nameRegions(AxisSpec& axis, const std::vector<std::string>& regions,
                 const std::vector<Eigen::Index>& order)
{
    if (order.size() > kMostNamedRegions)
        return;
    for (const Eigen::Index region : order)
        axis.names.push_back(shortRegionName(regions[static_cast<std::size_t>(region)]));
}

PanelSpec correlationPanel(const Eigen::MatrixXd& matrix, const std::vector<std::string>& regions,
                           const std::vector<Eigen::Index>& order)
{
    PanelSpec panel;
    panel.equalAspect = true;
    panel.x.label = "region";
    panel.y.reversed = true;
    nameRegions(panel.y, regions, order);
    if (order.size() > kMostNamedRegions)
        panel.y.label = "region";
    panel.image = correlationImage(matrix, order);
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
    const auto order = regionOrder(shown.cleaned.pieces(), look.bySimilarity);
    PanelSpec panel = correlationPanel(found.matrix, shown.regions(), order);
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
