// How regions go together in truth and model.
#include "core/base/error.h"
#include "core/recordings/model_figure_parts.h"
#include "core/recordings/model_match.h"
#include "core/signals/connectivity.h"

#include <fmt/format.h>

#include <cmath>

namespace nie {

namespace {

SeriesSpec identityLine()
{
    SeriesSpec line;
    line.x = line.y = {-1.0, 1.0};
    line.colour = 7;
    line.style = SeriesSpec::Style::Dotted;
    return line;
}

/// A point a pair of regions.
PanelSpec matchedPairs(const ConnectivityMatch& match)
{
    PanelSpec panel;
    panel.title =
        fmt::format("r = {:.3f}; persistence {:.3f}", match.correlation, match.persistence);
    if (std::isfinite(match.linear))
        panel.title += fmt::format(", linear process {:.3f}", match.linear);
    panel.x = {"truth", false, -1.0, 1.0};
    panel.y = {"model", false, -1.0, 1.0};
    const Eigen::VectorXd truth = upperTriangle(match.truth.matrix);
    const Eigen::VectorXd model = upperTriangle(match.model.matrix);
    SeriesSpec points;
    points.style = SeriesSpec::Style::Points;
    points.colour = 1;
    points.widthPoints = 0.8;
    for (Eigen::Index k = 0; k < truth.size(); ++k)
        if (std::isfinite(truth[k]) && std::isfinite(model[k])) {
            points.x.push_back(truth[k]);
            points.y.push_back(model[k]);
        }
    panel.series = {identityLine(), std::move(points)};
    return panel;
}

/// Pairs of windows by their correlation, each with its distance from the truth.
PanelSpec distributionsPanel(const DynamicsMatch& match)
{
    PanelSpec panel;
    panel.title = "Values above the diagonal; distance from the truth";
    panel.x = {"r of two windows", false, -1.0, 1.0};
    panel.y.label = "pairs of windows";
    panel.y.from = 0.0;
    const auto add = [&panel](const RecordingDynamics& dynamics, const std::string& label,
                              int colour) {
        SeriesSpec series = correlationBars(upperTriangle(dynamics.matrix));
        series.fill.clear();
        series.label = label;
        series.colour = colour;
        panel.series.push_back(std::move(series));
    };
    add(match.truth, "truth", 0);
    add(match.model, fmt::format("model {:.3f}", match.distance), 1);
    add(match.held, fmt::format("persistence {:.3f}", match.persistenceDistance), 2);
    if (match.linear.matrix.size() > 0)
        add(match.linear, fmt::format("linear process {:.3f}", match.linearDistance), 3);
    return panel;
}

}  // namespace

FigureSpec modelConnectivityFigure(const ModelShown& shown, const RecordingLook& look)
{
    FigureSpec figure = modelFigure(shown, 150.0);
    figure.columns = 2;
    const ConnectivityMatch match = ConnectivityMatch::of(shown.rows, look.method);
    const RegionRows rows = shown.regionRows(look);
    const auto panel = [&](const std::string& title, const Eigen::MatrixXd& matrix) {
        PanelSpec result = correlationPanel(matrix, rows);
        result.title = title;
        return result;
    };
    const std::string method = connectivityMethodName(look.method);
    figure.panels = {
        panel(fmt::format("Truth: {}, mean {:.3f}", method, match.truthMean), match.truth.matrix),
        panel(fmt::format("Model: mean {:.3f}", match.modelMean), match.model.matrix),
        panel("Model minus truth", match.model.matrix - match.truth.matrix), matchedPairs(match)};
    // Differences may be small: they have a range of their own.
    ImageSpec& difference = *figure.panels[2].image;
    difference.label = "difference of r";
    difference.from = difference.to = std::nan("");
    figure.provenance.emplace_back("connectivity", look.method);
    for (const std::string& warning : match.truth.warnings)
        figure.provenance.emplace_back("warning", warning);
    return figure;
}

FigureSpec modelDynamicsFigure(const ModelShown& shown, const RecordingLook& look)
{
    const PredictedWindows& windows = shown.windows;
    if (windows.timeUnit.empty())
        throw InputError(windows.run, "the windows of the dynamics need the repetition time");
    const auto match = DynamicsMatch::of(shown.rows, windows.frameTime, look.window, look.shift);
    if (!match)
        throw InputError(windows.run, "its predicted rows are too short for the dynamics",
                         fmt::format("windows of {:g} {} every {:g} {}", look.window,
                                     windows.timeUnit, look.shift, windows.timeUnit),
                         "at least 2 windows of 3 rows without a gap, and 3 regions");
    FigureSpec figure = modelFigure(shown, 150.0);
    figure.columns = 2;
    figure.panels = {dynamicsPanel(match->truth), dynamicsPanel(match->model),
                     distributionsPanel(*match)};
    figure.panels[0].title =
        fmt::format("Truth: windows of {} rows every {}", match->truth.length, match->truth.shift);
    figure.panels[1].title = "Model";
    for (std::size_t k : {0U, 1U}) {
        figure.panels[k].image->from = -1.0;
        figure.panels[k].image->to = 1.0;
    }
    return figure;
}

}  // namespace nie
