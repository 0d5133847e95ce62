#include "core/experiments/paper/paper_results.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/json_lookup.h"
#include "core/models/model.h"
#include "core/results/run_folder.h"
#include "core/signals/sample_spread.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kWarmUpSteps = 10;
constexpr const char* kNoiseCeiling =
    "noise_ceiling";  ///< part of an evaluation, where it is known
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Json readJson(const fs::path& file)
{
    return parseJson(readFile(file), file.string());
}

/// The number of a metric for a predictor ("model" or a floor's name) in an evaluation.
double numberOf(const Json& evaluation, const PaperMetric& metric, const std::string& predictor,
                std::int64_t given)
{
    if (metric.source == PaperMetric::Source::Horizon) {
        const std::string place = predictor == kNoiseCeiling ? predictor : "horizons/" + predictor;
        return numberAt(evaluation,
                        fmt::format("/{}/{}/{}", place, metric.key, metric.point - given - 1));
    }
    return numberAt(evaluation, predictor == "model"
                                    ? "/test/" + metric.key
                                    : fmt::format("/floors/{}/{}", predictor, metric.key));
}

bool isOfEvaluation(const PaperMetric& metric)
{
    return metric.source == PaperMetric::Source::Score ||
           metric.source == PaperMetric::Source::Horizon;
}

/// What a run left behind, as a table needs it.
class RunNumbers {
public:
    RunNumbers(const PaperPlan& plan, const std::string& run, std::int64_t window)
        : m_folder{plan.runFolder(run)},
          m_evaluation(readJson(plan.evaluationFile(run, window))),
          m_given(m_evaluation.at("given_points").get<std::int64_t>())
    {}

    double of(const PaperMetric& metric, const std::string& predictor) const
    {
        if (metric.source == PaperMetric::Source::ValidationLoss)
            return numberAt(readJson(m_folder.outcome()), "/best_validation_loss");
        if (metric.source == PaperMetric::Source::SecondsPerStep)
            return secondsPerStep(m_folder.metrics());
        return numberOf(m_evaluation, metric, predictor, m_given);
    }
    double trainingSeconds() const { return numberAt(readJson(m_folder.outcome()), "/seconds"); }
    double steps() const { return numberAt(readJson(m_folder.outcome()), "/steps"); }
    std::int64_t parameters() const { return m_evaluation.value("parameters", std::int64_t(0)); }
    /// And the noise ceiling where it is known.
    std::vector<std::string> floors() const
    {
        std::vector<std::string> names;
        if (m_evaluation.contains("floors"))
            for (const auto& [name, scores] : m_evaluation.at("floors").items())
                names.push_back(name);
        if (m_evaluation.contains(kNoiseCeiling))
            names.emplace_back(kNoiseCeiling);
        return names;
    }

private:
    RunFolder m_folder;
    Json m_evaluation;
    std::int64_t m_given;
};

void summarise(PaperCell& cell)
{
    const SampleSpread spread = spreadOf(cell.values);
    cell.mean = spread.mean;
    cell.standardDeviation = spread.standardDeviation;
    cell.confidenceHalfWidth95 = spread.confidenceHalfWidth95;
}

PaperCell collectCell(const PaperPlan& plan, const PlannedCell& planned,
                      const std::map<std::string, std::string>& failures)
{
    PaperCell cell;
    double seconds = 0.0;
    double steps = 0.0;
    for (std::size_t i = 0; i < planned.runs.size(); ++i) {
        const std::string& run = planned.runs[i];
        if (const auto failure = failures.find(run); failure != failures.end()) {
            cell.note = "failed: " + failure->second;
            continue;
        }
        if (!fs::exists(plan.evaluationFile(run, planned.metric.window))) {
            cell.note = "not run";
            continue;
        }
        const RunNumbers numbers(plan, run, planned.metric.window);
        cell.values.push_back(numbers.of(planned.metric, "model"));
        cell.seeds.push_back(planned.seeds[i]);
        cell.runs.push_back("runs/" + run);
        cell.parameters = numbers.parameters();
        seconds += numbers.trainingSeconds();
        steps += numbers.steps();
    }
    if (!cell.values.empty()) {
        cell.trainingSeconds = seconds / static_cast<double>(cell.values.size());
        cell.steps = steps / static_cast<double>(cell.values.size());
    }
    summarise(cell);
    return cell;
}

/// The row whose runs the floors are taken from: they depend on what is given.
std::size_t rowOfFloors(const PaperSpec& table)
{
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (table.rows[i].label == "ANIE")
            return i;
    return 0;
}

void addFloors(PaperTable& result, const PaperPlan& plan, const PaperSpec& table)
{
    const std::size_t source = rowOfFloors(table);
    std::vector<std::string> names;
    const auto forRuns = [&](const auto& take) {
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            const PlannedCell& planned = plan.cell(table.name, source, column);
            for (std::size_t i = 0; i < planned.runs.size(); ++i)
                if (fs::exists(plan.evaluationFile(planned.runs[i], planned.metric.window)))
                    take(column, planned, i,
                         RunNumbers(plan, planned.runs[i], planned.metric.window));
        }
    };
    forRuns([&](std::size_t, const PlannedCell&, std::size_t, const RunNumbers& numbers) {
        for (const std::string& name : numbers.floors())
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
    });
    for (const std::string& name : names) {
        const std::string label = name == kNoiseCeiling ? "noise ceiling" : name;
        PaperRow row{label, name, true, std::vector<PaperCell>(table.columns.size())};
        forRuns([&](std::size_t column, const PlannedCell& planned, std::size_t i,
                    const RunNumbers& numbers) {
            const double value = numbers.of(planned.metric, name);
            if (!std::isfinite(value))
                return;
            row.cells[column].values.push_back(value);
            row.cells[column].seeds.push_back(planned.seeds[i]);
        });
        for (PaperCell& cell : row.cells)
            summarise(cell);
        result.rows.push_back(std::move(row));
    }
}

PaperTable headOf(const PaperSpec& spec, const std::string& budget)
{
    PaperTable table;
    table.name = spec.name;
    table.title = spec.title;
    table.reference = spec.reference;
    table.metric = spec.metricName;
    table.lowerIsBetter = spec.lowerIsBetter;
    table.budget = budget;
    table.notes = spec.notes;
    return table;
}

std::int64_t countOf(const PaperCountSpec& count, const std::string& source)
{
    ModelContext context;
    context.channels = count.channels;
    context.givenPoints = count.given;
    context.times = torch::linspace(0.0, 1.0, count.times, torch::kDouble);
    for (std::size_t i = 0; i < count.space.size(); ++i)
        context.space.push_back(SpaceAxis::periodicAxis(i == 0 ? "x" : "y", count.space[i]));
    context.mean = torch::zeros({count.channels}, torch::kDouble);
    context.scale = torch::ones({count.channels}, torch::kDouble);
    const auto name = count.model.at("name").get<std::string>();
    return findModel(name, source).make(count.model, source, context)->parameterCount();
}

}  // namespace

PaperTable collectTable(const PaperPlan& plan, const PaperSpec& table,
                        const std::map<std::string, std::string>& failures)
{
    PaperTable result = headOf(table, plan.budget());
    for (const PaperColumnSpec& column : table.columns)
        result.columns.push_back(column.label);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const PaperRowSpec& spec = table.rows[i];
        PaperRow row{spec.label, spec.model, false, {}};
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            const PlannedCell& planned = plan.cell(table.name, i, j);
            PaperCell cell = collectCell(plan, planned, failures);
            if (planned.runs.empty())
                cell.note = spec.why;
            if (j < spec.published.size())
                cell.published = spec.published[j];
            row.cells.push_back(std::move(cell));
        }
        result.rows.push_back(std::move(row));
    }
    if (table.floors && isOfEvaluation(table.metric))
        addFloors(result, plan, table);
    return result;
}

PaperTable countParameters(const PaperSpec& table, const std::string& budget)
{
    PaperTable result = headOf(table, budget);
    for (const std::string& row : table.countRows)
        for (const PaperCountSpec& count : table.counts.at(row))
            if (std::find(result.columns.begin(), result.columns.end(), count.column) ==
                result.columns.end())
                result.columns.push_back(count.column);
    for (const std::string& label : table.countRows) {
        PaperRow row{label, {}, false, std::vector<PaperCell>(result.columns.size())};
        for (const PaperCountSpec& count : table.counts.at(label)) {
            const auto column =
                std::find(result.columns.begin(), result.columns.end(), count.column);
            PaperCell& cell = row.cells[static_cast<std::size_t>(column - result.columns.begin())];
            cell.published = count.published;
            cell.note = count.note;
            if (count.model.is_null())
                continue;
            cell.parameters = countOf(count, table.name);
            cell.values = {static_cast<double>(cell.parameters)};
            summarise(cell);
        }
        result.rows.push_back(std::move(row));
    }
    return result;
}

void writePaperTable(const PaperTable& table, const fs::path& folder)
{
    fs::create_directories(folder);
    writeFileAtomically(folder / (table.name + ".md"), table.toMarkdown());
    writeFileAtomically(folder / (table.name + ".csv"), table.toCsv());
    writeFileAtomically(folder / (table.name + ".json"), table.toJson().dump(2) + "\n");
}

double secondsPerStep(const fs::path& metrics)
{
    const MetricsTable table = MetricsTable::read(metrics);
    const std::vector<double>& wall = table.columns.at("wall_seconds");
    if (wall.size() < kWarmUpSteps + 2)
        return kNan;
    std::vector<double> steps;
    for (std::size_t i = kWarmUpSteps + 1; i < wall.size(); ++i)
        steps.push_back(wall[i] - wall[i - 1]);
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

}  // namespace nie
