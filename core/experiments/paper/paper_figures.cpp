#include "core/experiments/paper/paper_figures.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/tensor_conversion.h"
#include "core/experiments/attention_capture.h"
#include "core/results/attention_figure.h"
#include "core/signals/principal_components.h"
#include "core/training/prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// A trained run that a figure shows.
struct ShownRun {
    std::string label;  ///< of the row
    std::string run;
    PaperMetric metric;
};

/// What every view works on.
struct FigureTask {
    const PaperPlan& plan;
    const PaperSpec& item;
    const DatasetCatalog& datasets;
    const std::stop_token& stop;

    std::int64_t number(const char* key, std::int64_t otherwise) const
    {
        return item.figure.value(key, otherwise);
    }
    std::vector<ShownRun> runs() const;
    Experiment load(const ShownRun& shown) const
    {
        return Experiment::load(plan.runFolder(shown.run), {}, datasets, stop);
    }
    /// Samples first ... of the test set as the run predicts them.
    std::vector<PredictionSnapshot> snapshots(const ShownRun& shown, std::int64_t count) const;
    Json evaluation(const ShownRun& shown) const
    {
        const fs::path file = plan.evaluationFile(shown.run, shown.metric.window);
        return parseJson(readFile(file), file.string());
    }
};

std::vector<ShownRun> FigureTask::runs() const
{
    const PaperSpec& table = tableOf(item);
    std::vector<ShownRun> shown;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            if (!isShown(item.figure, "rows", table.rows[i].label) ||
                !isShown(item.figure, "columns", table.columns[j].label))
                continue;
            const PlannedCell& cell = plan.cell(table.name, i, j);
            if (!cell.runs.empty() &&
                fs::exists(plan.evaluationFile(cell.runs.front(), cell.metric.window)))
                shown.push_back({table.rows[i].label, cell.runs.front(), cell.metric});
        }
    if (shown.empty())
        throw InputError(item.name, "none of the runs it shows is there");
    return shown;
}

std::vector<PredictionSnapshot> FigureTask::snapshots(const ShownRun& shown,
                                                      std::int64_t count) const
{
    const Experiment experiment = load(shown);
    const auto& test = experiment.split().test;
    std::vector<PredictionSnapshot> result;
    // Fewer where a small budget has fewer: the first ones again would only look like more.
    const auto size = static_cast<std::int64_t>(test.size());
    const auto first = std::min(number("first", 0), std::max<std::int64_t>(0, size - count));
    for (std::int64_t i = first; i < std::min(first + count, size); ++i)
        result.push_back(snapshotOf(experiment.task(), test[static_cast<std::size_t>(i)], "test",
                                    experiment.checkpointStep(), stop));
    return result;
}

FigureSpec spaceTimeView(const FigureTask& task)
{
    return spaceTimeFigure(task.snapshots(task.runs().front(), task.number("samples", 4)));
}

FigureSpec stripsView(const FigureTask& task)
{
    return frameStripsFigure(task.snapshots(task.runs().front(), task.number("samples", 1)));
}

FigureSpec brainImagesView(const FigureTask& task)
{
    std::vector<std::pair<std::string, PredictionSnapshot>> models;
    for (const ShownRun& shown : task.runs())
        models.emplace_back(shown.label, task.snapshots(shown, 1).front());
    return channelImagesFigure(models);
}

/// `scores` by point ahead, of a model or a floor.
HorizonLine horizonLine(const Json& scores, double given, const std::string& label, bool floor)
{
    HorizonLine line{label, floor, {}, {}, {}};
    line.error = scores.at("distance").get<std::vector<double>>();
    for (const Json& value : scores.at("distance_sd"))
        line.deviation.push_back(value.is_null() ? 0.0 : value.get<double>());
    for (std::size_t i = 0; i < line.error.size(); ++i)
        line.point.push_back(given + 1.0 + static_cast<double>(i));
    return line;
}

FigureSpec horizonsView(const FigureTask& task)
{
    std::vector<HorizonLine> lines;
    Json last;  // the same data for all of them, one point given
    double given = 0.0;
    for (const ShownRun& shown : task.runs()) {
        last = task.evaluation(shown);
        given = last.at("given_points").get<double>();
        lines.push_back(horizonLine(last.at("horizons").at("model"), given, shown.label, false));
    }
    const Json& floors = last.at("horizons");
    for (const auto& [name, label] : {std::pair("persistence", "persistence"),
                                      std::pair("ar", "autoregression"), std::pair("mean", "mean")})
        if (floors.contains(name))
            lines.push_back(horizonLine(floors.at(name), given, label, true));
    if (last.contains("noise_ceiling"))
        lines.push_back(horizonLine(last.at("noise_ceiling"), given, "noise ceiling", true));
    return horizonFigure(lines, "norm of the error over the regions");
}

FigureSpec distributionView(const FigureTask& task)
{
    std::vector<std::pair<std::string, std::vector<double>>> groups;
    const auto valuesOf = [](const Json& list) {
        std::vector<double> values;
        for (const Json& value : list)
            if (value.is_number())
                values.push_back(value.get<double>());
        return values;
    };
    Json last;
    for (const ShownRun& shown : task.runs()) {
        last = task.evaluation(shown);
        groups.emplace_back(shown.label.substr(0, shown.label.find(" (")),
                            valuesOf(last.at("sample_r2").at("model")));
    }
    groups.emplace_back("persistence", valuesOf(last.at("sample_r2").at("persistence")));
    return distributionFigure(groups, "r² of a curve");
}

Eigen::MatrixXd matrixOf(const std::vector<double>& rows, std::int64_t channels)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajor>(rows.data(),
                                      static_cast<Eigen::Index>(rows.size()) / channels, channels);
}

SeriesSpec projectedCurve(const PrincipalComponents& components, const std::vector<double>& values,
                          std::int64_t channels, const std::string& label, int colour)
{
    const Eigen::MatrixXd plane = components.project(matrixOf(values, channels), 2);
    SeriesSpec series;
    series.label = label;
    series.colour = colour;
    for (Eigen::Index i = 0; i < plane.rows(); ++i) {
        series.x.push_back(plane(i, 0));
        series.y.push_back(plane(i, 1));
    }
    return series;
}

/// The components are those of the training samples.
FigureSpec componentsView(const FigureTask& task)
{
    const std::vector<ShownRun> runs = task.runs();
    const Experiment experiment = task.load(runs.front());
    const torch::Tensor training =
        experiment.dataset().samples(experiment.split().training).to(torch::kDouble);
    const std::int64_t channels = training.size(-1);
    const PrincipalComponents components(matrixOf(toVector(training), channels));
    std::vector<ComponentPanel> panels;
    int colour = 2;
    for (const ShownRun& shown : runs) {
        const auto samples = task.snapshots(shown, task.number("samples", 3));
        panels.resize(samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            auto& curves = panels[i].curves;
            if (curves.empty()) {
                panels[i].title = fmt::format("start {}", i + 1);
                curves.push_back(projectedCurve(components, samples[i].truth, channels,
                                                i == 0 ? "data" : "", 1));
                curves.back().widthPoints = 2.5;
                curves.back().faint = true;
            }
            curves.push_back(projectedCurve(components, samples[i].prediction, channels,
                                            i == 0 ? shown.label : "", colour));
        }
        ++colour;
    }
    const Eigen::VectorXd shares = components.shares();
    return componentsFigure(panels, shares(0), shares(1));
}

/// The field at the first time, and beside it what the middle of the domain, at the middle time,
/// attends to at that first time, a head each.
FigureSpec attentionView(const FigureTask& task)
{
    const ShownRun shown = task.runs().front();
    const Experiment experiment = task.load(shown);
    const AttentionCapture capture(experiment.task(), {}, task.stop);
    const AttentionTokens& tokens = capture.origin().tokens;
    std::vector<double> middle;
    for (const TokenAxis& axis : tokens.space)
        middle.push_back(axis.centres[axis.centres.size() / 2]);
    middle.push_back(tokens.times[tokens.times.size() / 2]);
    const std::int64_t token = tokens.nearest(middle, task.item.name);
    std::vector<AttentionMap> rows;
    for (std::int64_t head = 0; head < capture.origin().heads; ++head)
        rows.push_back(capture.map(0, head, {token}));
    return headsFigure(task.snapshots(shown, 1).front(), capture.origin(), rows);
}

FigureSpec exampleView(const FigureTask& task)
{
    const Json& section = task.item.figure.at("dataset");
    const DatasetEntry& entry =
        task.datasets.find(section.at("name").get<std::string>(), task.item.name);
    const Dataset data = entry.make(section, task.item.name, 1, task.stop);
    PredictionSnapshot sample;
    sample.channels = data.channels;
    sample.timeLabel = data.timeLabel;
    sample.times = toVector(data.times);
    sample.truth = toVector(data.samples({0}));
    return exampleFigure(sample, task.item.figure.at("view").get<std::string>());
}

}  // namespace

FigureSpec paperFigure(const PaperPlan& plan, const PaperSpec& item, const DatasetCatalog& datasets,
                       const std::stop_token& stop)
{
    static const std::map<std::string, std::function<FigureSpec(const FigureTask&)>> kViews{
        {"spacetime", spaceTimeView},
        {"strips", stripsView},
        {"brain_images", brainImagesView},
        {"horizons", horizonsView},
        {"distribution", distributionView},
        {"components", componentsView},
        {"attention", attentionView},
        {"phase_plane", exampleView},
        {"plane", exampleView},
        {"portrait", exampleView}};
    const std::string view = item.figure.at("view").get<std::string>();
    const auto found = kViews.find(view);
    if (found == kViews.end())
        throw InputError(item.name, "figure: unknown view", view);
    FigureSpec figure = found->second({plan, item, datasets, stop});
    figure.title = item.title;
    return figure;
}

}  // namespace nie
