// Truth and model over time and over frequency.
#include "core/recordings/model_figures.h"

#include "core/base/error.h"
#include "core/recordings/model_figure_parts.h"
#include "core/recordings/model_match.h"
#include "core/signals/power_spectrum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace nie {

namespace {

constexpr double kModelGap = std::numeric_limits<double>::quiet_NaN();
constexpr int kTraceOfTruth = 0;
constexpr int kTraceOfModel = 1;

/// Mean and deviation (n - 1) of a region's truth; a deviation of 1 where it does not vary.
struct TruthScale {
    double mean = 0.0;
    double deviation = 1.0;

    TruthScale(const PredictedRows& rows, Eigen::Index region)
    {
        double sum = 0.0;
        double squares = 0.0;
        const auto count = double(rows.rows());
        for (const PredictedRows::Piece& piece : rows.pieces)
            sum += piece.truth.col(region).sum();
        mean = sum / count;
        for (const PredictedRows::Piece& piece : rows.pieces)
            squares += (piece.truth.col(region).array() - mean).square().sum();
        if (squares > 0 && count > 1)
            deviation = std::sqrt(squares / (count - 1.0));
    }
};

/// A region of a run over time, z-scored by its truth.
SeriesSpec modelLine(const ModelShown& shown, std::int64_t run, Eigen::Index region,
                     Eigen::MatrixXd PredictedRows::Piece::*which)
{
    const TruthScale scale(shown.rows, region);
    SeriesSpec line;
    for (const PredictedRows::Piece& piece : shown.rows.pieces) {
        if (piece.first.run != run)
            continue;
        if (!line.x.empty()) {
            line.x.push_back((double(piece.first.row) - 0.5) * shown.windows.frameTime);
            line.y.push_back(kModelGap);
        }
        const Eigen::MatrixXd& values = piece.*which;
        for (Eigen::Index row = 0; row < values.rows(); ++row) {
            line.x.push_back(double(piece.first.row + row) * shown.windows.frameTime);
            line.y.push_back((values(row, region) - scale.mean) / scale.deviation);
        }
    }
    return line;
}

PanelSpec regionPanel(const ModelShown& shown, std::int64_t run, std::size_t region)
{
    const auto index = Eigen::Index(region);
    const RegionMatch match = RegionMatch::of(shown.rows, index);
    PanelSpec panel;
    panel.title = fmt::format("{}, r = {:.3f}, R2 = {:.3f}", shown.windows.regions[region],
                              match.correlation, match.determination);
    panel.x.label = shown.windows.timeLabel();
    panel.y.label = "z";
    SeriesSpec truth = modelLine(shown, run, index, &PredictedRows::Piece::truth);
    truth.label = "truth";
    truth.colour = kTraceOfTruth;
    SeriesSpec model = modelLine(shown, run, index, &PredictedRows::Piece::model);
    model.label = "model";
    model.colour = kTraceOfModel;
    panel.series = {std::move(truth), std::move(model)};
    return panel;
}

/// 3 deviations apart.
PanelSpec stackedRegions(const ModelShown& shown, std::int64_t run, std::size_t first)
{
    const auto& regions = shown.windows.regions;
    const std::size_t count = std::min(kMostTraces, regions.size());
    const std::size_t begin = std::min(first, regions.size() - count);
    PanelSpec panel;
    panel.title = count == regions.size() ? "All regions"
                                          : fmt::format("Regions {} to {} of {}", begin + 1,
                                                        begin + count, regions.size());
    panel.x.label = shown.windows.timeLabel();
    panel.y.reversed = true;
    panel.y.from = -1.0;
    panel.y.to = double(count);
    constexpr double kDeviations = 3.0;
    for (std::size_t k = 0; k < count; ++k) {
        panel.y.names.push_back(shortRegionName(regions[begin + k]));
        for (const bool isModel : {false, true}) {
            SeriesSpec line =
                modelLine(shown, run, Eigen::Index(begin + k),
                          isModel ? &PredictedRows::Piece::model : &PredictedRows::Piece::truth);
            line.colour = isModel ? kTraceOfModel : kTraceOfTruth;
            line.widthPoints = begin + k == first ? 1.4 : 0.7;
            for (double& y : line.y)
                y = double(k) - y / kDeviations;
            panel.series.push_back(std::move(line));
        }
    }
    return panel;
}

PanelSpec modelCarpet(const ModelShown& shown, const RegionRows& rows, double clip,
                      Eigen::MatrixXd PredictedRows::Piece::*which)
{
    PanelSpec panel;
    panel.x.label = "row";
    panel.y.reversed = true;
    ImageSpec image;
    image.label = "z";
    image.colourMap = "grey";
    image.from = -clip;
    image.to = clip;
    image.rows = rows.order.size();
    image.columns = static_cast<std::size_t>(shown.rows.rows());
    image.values.reserve(image.rows * image.columns);
    for (const Eigen::Index region : rows.order) {
        const TruthScale scale(shown.rows, region);
        for (const PredictedRows::Piece& piece : shown.rows.pieces)
            for (const double value : (piece.*which).col(region))
                image.values.push_back((value - scale.mean) / scale.deviation);
    }
    panel.image = std::move(image);
    markRegions(panel, rows);
    return panel;
}

/// Mean over the regions.
Eigen::VectorXd meanDensity(const PowerSpectrum& spectrum)
{
    return spectrum.density.rowwise().mean();
}

}  // namespace

std::vector<std::int64_t> ModelShown::runs() const
{
    std::set<std::int64_t> found;
    for (const PredictedRows::Piece& piece : rows.pieces)
        found.insert(piece.first.run);
    return {found.begin(), found.end()};
}

RegionRows ModelShown::regionRows(const RecordingLook& look) const
{
    return RegionRows::of(windows.regions, RegionGroups::byNames(windows.regions),
                          rows.runSeries(&PredictedRows::Piece::truth), look.order);
}

FigureSpec modelFigure(const ModelShown& shown, double height)
{
    const PredictedWindows& windows = shown.windows;
    FigureSpec figure;
    figure.title =
        fmt::format("{}, {}: {} rows of the {} part, {}", windows.run, windows.checkpoint,
                    shown.rows.rows(), windows.split, shown.rows.aheadText());
    figure.heightMillimetres = height;
    figure.provenance = {{"run", windows.run},
                         {"checkpoint", windows.checkpoint},
                         {"split", windows.split},
                         {"frames ahead", shown.rows.aheadText()}};
    return figure;
}

FigureSpec modelTraceFigure(const ModelShown& shown, const RecordingLook& look)
{
    FigureSpec figure = modelFigure(shown, 110.0);
    const std::vector<std::int64_t> runs = shown.runs();
    const std::int64_t run = runs[std::min(look.run, runs.size() - 1)];
    const std::size_t region = std::min(look.region, shown.windows.regions.size() - 1);
    figure.panels = {regionPanel(shown, run, region), stackedRegions(shown, run, region)};
    if (runs.size() > 1)
        figure.panels[0].title += fmt::format(", run {}", run + 1);
    return figure;
}

FigureSpec modelCarpetFigure(const ModelShown& shown, const RecordingLook& look)
{
    FigureSpec figure = modelFigure(shown, 120.0);
    const RegionRows order = shown.regionRows(look);
    figure.panels = {modelCarpet(shown, order, look.clip, &PredictedRows::Piece::truth),
                     modelCarpet(shown, order, look.clip, &PredictedRows::Piece::model)};
    figure.panels[0].title = "Truth";
    figure.panels[1].title = "Model, scaled as the truth";
    return figure;
}

FigureSpec modelSpectrumFigure(const ModelShown& shown, const RecordingLook& look)
{
    const std::size_t region = std::min(look.region, shown.windows.regions.size() - 1);
    const double rate = 1.0 / shown.windows.frameTime;
    const auto truth =
        PowerSpectrum::ofPieces(shown.rows.series(&PredictedRows::Piece::truth), rate);
    const auto model =
        PowerSpectrum::ofPieces(shown.rows.series(&PredictedRows::Piece::model), rate);
    if (truth.frequencies.size() == 0)
        throw InputError(shown.windows.run, "its predicted rows are too short for a spectrum", {},
                         "16 rows without a gap");
    FigureSpec figure = modelFigure(shown, 90.0);
    figure.columns = 2;
    const std::string unit = shown.windows.timeUnit.empty() ? "volume" : shown.windows.timeUnit;
    PanelSpec one;
    one.title = shown.windows.regions[region];
    one.x.label = unit == "s" ? "f (Hz)" : unit == "ms" ? "f (kHz)" : "f (1/volume)";
    one.y.label = fmt::format("power ({})", unit);
    one.y.logarithmic = true;
    PanelSpec all = one;
    all.title = "Mean of all regions";
    const auto column = Eigen::Index(region);
    one.series = {
        densityLine("truth", truth.frequencies, truth.density.col(column), kTraceOfTruth),
        densityLine("model", model.frequencies, model.density.col(column), kTraceOfModel)};
    all.series = {densityLine("truth", truth.frequencies, meanDensity(truth), kTraceOfTruth),
                  densityLine("model", model.frequencies, meanDensity(model), kTraceOfModel)};
    figure.panels = {std::move(one), std::move(all)};
    return figure;
}

}  // namespace nie
