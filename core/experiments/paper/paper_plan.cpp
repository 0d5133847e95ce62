#include "core/experiments/paper/paper_plan.h"

#include "core/base/error.h"
#include "core/config/json_hash.h"
#include "core/experiments/experiment_catalog.h"
#include "core/experiments/training_job.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// "connectome.strength=1.5" for every value of a section.
void addAssignments(std::vector<std::string>& arguments, const Json& section,
                    const std::string& prefix)
{
    for (const auto& [key, value] : section.items()) {
        if (value.is_object()) {
            addAssignments(arguments, value, prefix + key + ".");
            continue;
        }
        if (prefix.empty() && key == "name")
            continue;
        arguments.push_back("--set");
        arguments.push_back(prefix + key + "=" + value.dump());
    }
}

}  // namespace

PaperPlan::PaperPlan(std::vector<PaperSpec> items, std::string budget, fs::path folder)
    : m_items(std::move(items)),
      m_budget(std::move(budget)),
      m_folder(fs::absolute(std::move(folder)))
{
    if (std::find(kPaperBudgets.begin(), kPaperBudgets.end(), m_budget) == kPaperBudgets.end())
        throw InputError("reproduce", "unknown budget", "'" + m_budget + "'",
                         fmt::format("one of: {}", fmt::join(kPaperBudgets, ", ")));
    for (const PaperSpec& item : m_items) {
        if (item.kind == PaperSpec::Kind::Runs)
            planTable(item, Json::object());
        else if (item.figure.contains("table"))
            planTable(tableOf(item), item.figure);
    }
}

void PaperPlan::planTable(const PaperSpec& table, const Json& part)
{
    auto& rows = m_cells[table.name];
    rows.resize(table.rows.size(), std::vector<PlannedCell>(table.columns.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j)
            if (rows[i][j].runs.empty() && isShown(part, "rows", table.rows[i].label) &&
                isShown(part, "columns", table.columns[j].label))
                rows[i][j] = planCell(table, table.rows[i], j);
}

RunConfig PaperPlan::configOf(const PaperSpec& table, const PaperRowSpec& row,
                              std::size_t columnIndex) const
{
    const PaperColumnSpec& column = table.columns[columnIndex];
    RunConfig config =
        findExperiment(column.experiment.empty() ? table.experiment : column.experiment);
    config.model = {{"name", row.model}};
    for (const char* limit : {"epochs", "steps", "time_budget"})
        config.training.erase(limit);
    const auto apply = [&config](const std::vector<std::string>& assignments) {
        for (const std::string& assignment : assignments)
            config.set(assignment);
    };
    apply(table.set);
    const PaperBudgetSpec& budget = table.budgets.at(m_budget);
    apply(budget.set);
    apply(column.set);
    apply(row.set);
    if (const auto found = row.columnSet.find(column.label); found != row.columnSet.end())
        apply(found->second);
    if (const auto found = row.budgetSet.find(m_budget); found != row.budgetSet.end())
        apply(found->second);
    if (const auto steps = budget.stepsOf(row, columnIndex))
        config.set(fmt::format("training.steps={}", *steps));
    config.title = fmt::format("{}, {}: {}", table.reference, row.label, column.label);
    config.source = table.name;
    return config;
}

std::string PaperPlan::planData(RunConfig& config)
{
    Json section = config.dataset;
    Json file = {{"name", "file"}};
    for (const char* key : {"split", "given"})
        if (section.contains(key)) {
            file[key] = section.at(key);
            section.erase(key);
        }
    const std::string name = section.at("name").get<std::string>() + "-" + shortHash(section);
    m_data.emplace(name, PlannedData{name, section});
    file["path"] = (m_folder / "data" / (name + ".h5")).string();
    config.dataset = file;
    return name;
}

PlannedCell PaperPlan::planCell(const PaperSpec& table, const PaperRowSpec& row,
                                std::size_t columnIndex)
{
    const PaperColumnSpec& column = table.columns[columnIndex];
    PlannedCell cell;
    cell.metric = column.metric.empty() ? table.metric : column.metric.front();
    if (std::find(row.without.begin(), row.without.end(), column.label) != row.without.end())
        return cell;
    const PaperBudgetSpec& budget = table.budgets.at(m_budget);
    RunConfig config = configOf(table, row, columnIndex);
    const std::string data = planData(config);
    for (std::int64_t seed = 1; seed <= budget.seeds; ++seed) {
        config.seed = static_cast<std::uint64_t>(seed);
        Json identity = config.toJson();
        for (const char* text : {"title", "description"})
            identity.erase(text);
        identity["dataset"]["path"] = data;  // the folder does not matter
        const bool timed = cell.metric.source == PaperMetric::Source::SecondsPerStep;
        const std::string name = fmt::format("{}-{}-{}{}", config.experiment, row.model,
                                             shortHash(identity), timed ? "-timed" : "");
        PlannedRun& run = m_runs[name];
        if (run.name.empty())
            run = {name, config, data, timed, budget.secondsPerRun, {}};
        const std::int64_t window = cell.metric.window;
        if (window >= 0 &&
            std::find(run.windows.begin(), run.windows.end(), window) == run.windows.end())
            run.windows.push_back(window);
        cell.runs.push_back(name);
        cell.seeds.push_back(config.seed);
    }
    return cell;
}

const PlannedCell& PaperPlan::cell(const std::string& table, std::size_t row,
                                   std::size_t column) const
{
    return m_cells.at(table).at(row).at(column);
}

fs::path PaperPlan::evaluationFile(const std::string& run, std::int64_t window) const
{
    return runFolder(run) / (window < 0 ? std::string("evaluation.json")
                                        : fmt::format("evaluation-from-{}.json", window));
}

std::vector<Job> PaperPlan::prepareJobs(const fs::path& program) const
{
    std::vector<Job> jobs;
    for (const auto& [name, data] : m_data) {
        const std::string file = (m_folder / "data" / (name + ".h5")).string();
        Job job{.name = name,
                .arguments = {program.string(), "generate",
                              data.section.at("name").get<std::string>(), "--quiet", "--seed", "1",
                              "-o", file},
                .product = file};
        addAssignments(job.arguments, data.section, {});
        jobs.push_back(std::move(job));
    }
    for (const auto& [name, run] : m_runs) {
        Job training = trainingJob(program, m_folder, name, run.config, run.expectedSeconds);
        training.after = {run.data};
        training.alone = run.timed;
        jobs.push_back(std::move(training));
        for (const std::int64_t window : run.windows)
            jobs.push_back({.name = fmt::format("{}-from-{}", name, window),
                            .arguments = {program.string(), "evaluate", runFolder(name).string(),
                                          "--window", std::to_string(window), "--after", "--json"},
                            .product = evaluationFile(name, window),
                            .capture = true,
                            .after = {name},
                            .weight = 2.0,
                            .title = run.config.title + ", shifted window"});
    }
    return jobs;
}

}  // namespace nie
