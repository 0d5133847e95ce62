#include "core/results/run_view_figures.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/version.h"
#include "core/config/json_hash.h"
#include "core/results/attention/attention_selection.h"
#include "core/results/fields/field_figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>

namespace nie {

namespace {

constexpr double kTrainingWidth = 89.0;  ///< millimetres
constexpr double kTrainingHeight = 62.0;
constexpr std::array kSolverColumns{"solver_residual", "validation_solver_residual"};

std::string runName(const RunFolder& folder)
{
    return std::filesystem::weakly_canonical(folder.path).filename().string();
}

/// The hash of the run's data as env.json tells it; empty where it does not.
std::string dataHash(const RunFolder& folder)
{
    std::error_code missing;
    if (!std::filesystem::is_regular_file(folder.environment(), missing))
        return {};
    const Json environment =
        parseJson(readFile(folder.environment()), folder.environment().string());
    const Json::json_pointer hash("/data/hash");
    if (!environment.contains(hash))
        return {};
    const Json& value = environment.at(hash);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

bool hasResiduals(const MetricsTable& metrics)
{
    return std::any_of(kSolverColumns.begin(), kSolverColumns.end(), [&](const char* name) {
        const auto column = metrics.columns.find(name);
        return column != metrics.columns.end() &&
               std::any_of(column->second.begin(), column->second.end(),
                           [](double value) { return value > 0.0; });  // 0: nothing was solved
    });
}

std::string namesListed(const std::vector<std::string>& names)
{
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Provenance runProvenance(const RunFolder& folder)
{
    folder.requireRun();
    const std::string file = folder.config().string();
    const RunConfig config = RunConfig::fromJson(parseJson(readFile(folder.config()), file), file);
    Provenance origin{{"run", runName(folder)},
                      {"experiment", config.experiment},
                      {"model", config.model.value("name", "")},
                      {"seed", std::to_string(config.seed)},
                      {"settings", shortHash(config.toJson())}};
    const std::string data = dataHash(folder);
    if (!data.empty())
        origin.emplace_back("data", data);
    origin.emplace_back("program", "nie " + versionNumber() + " (" + sourceCommit() + ")");
    return origin;
}

FigureSpec asRunView(FigureSpec figure, const RunFolder& folder, const RunView& view,
                     std::int64_t step)
{
    figure.provenance = runProvenance(folder);
    if (!view.isOfTraining()) {
        if (!view.checkpoint.empty())
            figure.provenance.emplace_back("checkpoint", view.checkpoint);
        figure.provenance.emplace_back("step", std::to_string(step));
        if (view.name != "kernel")
            figure.provenance.emplace_back("sample", fmt::format("{} {}", view.split, view.sample));
    }
    figure.provenance.emplace_back("view", runViewToJson(view).dump());
    figure.command = runViewCommand(view, folder.path.string());
    return figure;
}

FigureSpec trainingViewFigure(const RunFolder& folder, const RunView& view)
{
    folder.requireRun();
    const MetricsTable metrics = MetricsTable::read(folder.metrics());
    if (view.name == "residual" && !hasResiduals(metrics))
        throw InputError("--view", "the model of this run solves no equation", "residual",
                         "loss, or a view of a prediction");
    if (!view.isOfTraining())
        throw InputError("--view", "is not of the training", view.name, "loss, residual");
    FigureSpec figure = lossFigure(metrics, {});
    figure.panels = {figure.panels.at(view.name == "loss" ? 0 : 1)};
    figure.columns = 1;
    figure.widthMillimetres = kTrainingWidth;
    figure.heightMillimetres = kTrainingHeight;
    return asRunView(std::move(figure), folder, view, 0);
}

FigureSpec sampleViewFigure(const RunFolder& folder, const RunView& view,
                            const PredictionSnapshot& sample)
{
    const std::optional<FieldKind> kind = view.kind();
    const std::vector<FieldKind> kinds = fieldKindsOf(sample);
    if (!kind || std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) {
        std::vector<std::string> names;
        for (const FieldKind each : kinds)
            names.push_back(runViewName(each));
        throw InputError("--view", "the samples of this run have no such view", view.name,
                         namesListed(names));
    }
    RunView fitted = view;
    fitted.look.kind = *kind;
    fitted.look = fittedTo(sample, fitted.look);
    return asRunView(fieldFigure(sample, fitted.look, {}), folder, fitted, sample.step);
}

FigureSpec attentionViewFigure(const RunFolder& folder, const RunView& view, std::int64_t step,
                               const AttentionMaps& maps, const std::stop_token& stop)
{
    const AttentionChoice& choice = view.attention;
    AttentionSelection selection;
    selection.layer = choice.layer;
    selection.reverse = choice.reverse;
    if (choice.at)
        selection.time = maps.origin().tokens.nearestTime(*choice.at);
    selection.part = choice.part;
    selection.merging = choice.merging;
    if (choice.head)
        selection.heads = {*choice.head};
    else
        for (std::int64_t head = 0; head < maps.origin().heads; ++head)
            selection.heads.push_back(head);
    for (const auto head : selection.heads)
        maps.requireHead(choice.layer, head);
    if (!choice.query.empty())
        selection.token = maps.origin().tokens.nearest(choice.query, "--query");
    return asRunView(attentionFigure(maps, selection, Json::object(), stop), folder, view, step);
}

std::vector<std::string> availableViews(const RunFolder& folder, const PredictionSnapshot& sample,
                                        bool attends, bool hasKernel)
{
    std::vector<std::string> views{"loss"};
    if (hasResiduals(MetricsTable::read(folder.metrics())))
        views.emplace_back("residual");
    for (const FieldKind kind : fieldKindsOf(sample))
        views.push_back(runViewName(kind));
    if (attends)
        views.emplace_back("attention");
    if (hasKernel)
        views.emplace_back("kernel");
    return views;
}

}  // namespace nie
