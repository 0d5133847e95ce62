#include "core/results/standard_figures.h"

#include "core/results/truth_and_prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr int kTrainingColour = 1;
constexpr int kValidationColour = 2;
constexpr int kResidualColour = 3;

/// The points of a column that were measured, over the step.
SeriesSpec measured(const MetricsTable& metrics, const std::string& column, int colour)
{
    SeriesSpec series;
    series.colour = colour;
    const auto& steps = metrics.columns.at("step");
    const auto& values = metrics.columns.at(column);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i]))
            continue;
        series.x.push_back(steps[i]);
        series.y.push_back(values[i]);
    }
    if (series.y.size() == 1)  // of which a line would show nothing
        series.style = SeriesSpec::Style::Points;
    return series;
}

/// Exponential mean over about a hundredth of the run, without the bias of its start.
SeriesSpec runningMean(SeriesSpec series)
{
    const double keep = 1.0 - 1.0 / std::max(1.0, static_cast<double>(series.y.size()) / 100.0);
    double mean = 0.0;
    double weight = 0.0;
    for (double& value : series.y) {
        mean = keep * mean + (1.0 - keep) * value;
        weight = keep * weight + (1.0 - keep);
        value = mean / weight;
    }
    return series;
}

SeriesSpec curve(const PredictionSnapshot& sample, const std::vector<double>& rows,
                 std::int64_t channel)
{
    SeriesSpec series;
    series.colour = static_cast<int>(channel) + 1;
    series.x = sample.times;
    series.y = PredictionSnapshot::column(rows, sample.channelCount(), channel);
    return series;
}

PanelSpec overTime(const PredictionSnapshot& sample, bool withLegend)
{
    PanelSpec panel;
    panel.title = fmt::format("{} sample {}", sample.split, sample.sample);
    panel.x.label = sample.timeLabel;
    panel.y.label = "value";
    for (std::int64_t channel = 0; channel < sample.channelCount(); ++channel)
        addTruthAndPrediction(
            panel, curve(sample, sample.truth, channel), curve(sample, sample.prediction, channel),
            withLegend ? sample.channels[static_cast<std::size_t>(channel)] : std::string());
    if (sample.givenPoints > 0 && !sample.times.empty()) {
        const auto last =
            std::min(static_cast<std::size_t>(sample.givenPoints), sample.times.size()) - 1;
        panel.bands.push_back(
            {withLegend ? "given" : "", sample.times.front(), sample.times[last]});
    }
    return panel;
}

PanelSpec phasePlane(const PredictionSnapshot& sample)
{
    PanelSpec panel;
    panel.x.label = sample.channels[0];
    panel.y.label = sample.channels[1];
    panel.equalAspect = true;
    const auto path = [&sample](const std::vector<double>& rows) {
        SeriesSpec series = curve(sample, rows, 1);
        series.x = PredictionSnapshot::column(rows, sample.channelCount(), 0);
        series.colour = kResidualColour;
        return series;
    };
    addTruthAndPrediction(panel, path(sample.truth), path(sample.prediction), {});
    return panel;
}

}  // namespace

FigureSpec lossFigure(const MetricsTable& metrics, const Provenance& provenance)
{
    FigureSpec figure;
    figure.title = "Training";
    figure.columns = 2;
    figure.heightMillimetres = 70.0;
    figure.provenance = provenance;

    PanelSpec loss;
    loss.x.label = "step";
    loss.y = {"loss", true};
    SeriesSpec raw = measured(metrics, "train_loss", kTrainingColour);
    SeriesSpec mean = runningMean(raw);
    raw.faint = true;
    mean.label = "training";
    SeriesSpec validation = measured(metrics, "validation_loss", kValidationColour);
    validation.label = "validation";
    loss.series = {std::move(raw), std::move(mean), std::move(validation)};
    figure.panels.push_back(std::move(loss));

    PanelSpec residual;
    residual.x.label = "step";
    residual.y = {"largest relative residual", true};
    SeriesSpec training = measured(metrics, "solver_residual", kTrainingColour);
    training.label = "training";
    SeriesSpec checked = measured(metrics, "validation_solver_residual", kValidationColour);
    checked.label = "validation";
    residual.series = {std::move(training), std::move(checked)};
    figure.panels.push_back(std::move(residual));
    return figure;
}

FigureSpec samplesFigure(const std::vector<std::shared_ptr<const PredictionSnapshot>>& samples,
                         const Provenance& provenance)
{
    FigureSpec figure;
    figure.title = "Truth and prediction";
    figure.columns = std::max<int>(1, static_cast<int>(samples.size()));
    figure.provenance = provenance;
    for (const auto& sample : samples)
        figure.panels.push_back(overTime(sample->atProbes(), sample == samples.front()));
    const bool planes = std::all_of(samples.begin(), samples.end(), [](const auto& sample) {
        return sample->space.empty() && sample->channelCount() >= 2;
    });
    if (!planes)
        return figure;
    figure.heightMillimetres = 130.0;
    for (const auto& sample : samples)
        figure.panels.push_back(phasePlane(*sample));
    return figure;
}

}  // namespace nie
