#include "core/experiments/sweep/sweep_run.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/json_lookup.h"
#include "core/signals/sample_spread.h"

#include <cmath>
#include <string_view>

namespace nie {

namespace fs = std::filesystem;

namespace {

using RunState = SweepRunResult::State;

/// A score that is not a number (null in the file) is none.
SeedSpread spreadOver(const std::vector<SweepRunResult>& runs, SweepScore score)
{
    std::vector<double> values;
    for (const SweepRunResult& run : runs)
        if (run.state == RunState::Done && std::isfinite(run.score(score)))
            values.push_back(run.score(score));
    const SampleSpread spread = spreadOf(values);
    return {spread.count, spread.mean, spread.standardDeviation};
}

RunOutcome outcomeOf(const RunFolder& folder)
{
    const std::string file = folder.outcome().string();
    return outcomeFromJson(parseJson(readFile(file), file), file);
}

void readDone(SweepRunResult& result, const RunFolder& folder)
{
    const RunOutcome outcome = outcomeOf(folder);
    const std::string file = folder.evaluation().string();
    const Json evaluation = parseJson(readFile(file), file);
    result.state = RunState::Done;
    result.message = outcome.message;
    result.validationLoss = outcome.bestValidationLoss;
    result.seconds = outcome.seconds;
    result.testMse = numberAt(evaluation, "/test/mse");
    result.testR2 = numberAt(evaluation, "/test/r2");
}

void readUnfinished(SweepRunResult& result, const RunFolder& folder)
{
    const RunOutcome outcome = outcomeOf(folder);
    result.message = outcome.message;
    result.seconds = outcome.seconds;
    result.validationLoss = outcome.bestValidationLoss;
    if (outcome.state == RunOutcome::State::Failed)
        result.state = RunState::Failed;
    else if (outcome.state == RunOutcome::State::Stopped)
        result.state = RunState::Stopped;
}

/// A program begins its last words with its name.
std::string withoutProgram(const std::string& message)
{
    constexpr std::string_view kName = "nie: ";
    return message.starts_with(kName) ? message.substr(kName.size()) : message;
}

void writeTable(const SweepTable& table, const fs::path& folder, bool forPeople)
{
    fs::create_directories(folder);
    writeFileAtomically(folder / "table.json", table.toJson().dump(2) + "\n");
    if (!forPeople)
        return;
    writeFileAtomically(folder / "table.md", table.toMarkdown());
    writeFileAtomically(folder / "table.csv", table.toCsv());
}

}  // namespace

SweepRunResult SweepCollector::resultOf(const std::string& run, const SweepProgress& progress)
{
    if (const auto known = m_done.find(run); known != m_done.end())
        return known->second;
    const RunFolder folder = m_plan.runFolder(run);
    SweepRunResult result;
    result.run = "runs/" + run;
    result.seed = m_plan.runs().at(run).seed;
    if (progress.running.contains(run)) {
        result.state = RunState::Running;
        return result;
    }
    try {
        if (fs::exists(folder.evaluation()) && fs::exists(folder.outcome())) {
            readDone(result, folder);
            m_done[run] = result;
            return result;
        }
        if (fs::exists(folder.outcome()))
            readUnfinished(result, folder);
    } catch (const InputError& error) {
        result.state = RunState::Failed;  // what it left cannot be read
        result.message = error.what();
    }
    if (const auto failure = progress.failures.find(run); failure != progress.failures.end()) {
        // The run's own words are better than the last line that its program printed.
        if (result.state != RunState::Failed)
            result.message = withoutProgram(failure->second);
        result.state = RunState::Failed;
    }
    return result;
}

SweepRow SweepCollector::rowOf(const PlannedPoint& point, const SweepProgress& progress)
{
    SweepRow row;
    row.values = point.values;
    std::vector<double> seconds;
    for (const std::string& run : point.runs) {
        row.runs.push_back(resultOf(run, progress));
        if (row.runs.back().state == RunState::Done)
            seconds.push_back(row.runs.back().seconds);
    }
    row.validationLoss = spreadOver(row.runs, SweepScore::ValidationLoss);
    row.testMse = spreadOver(row.runs, SweepScore::TestMse);
    row.testR2 = spreadOver(row.runs, SweepScore::TestR2);
    row.seconds = spreadOf(seconds).mean;
    return row;
}

SweepTable SweepCollector::table(const SweepProgress& progress)
{
    const SweepSpec& spec = m_plan.spec();
    SweepTable table;
    table.title = spec.config.title;
    table.experiment = spec.config.experiment;
    table.model = spec.config.model.value("name", "");
    table.random = spec.randomPoints > 0;
    for (std::size_t i = 0; i < spec.options.size(); ++i) {
        const ValueLaw& law = spec.options[i].law;
        table.columns.push_back(
            {spec.options[i].path, m_plan.unit(i), law.isLogarithmic(), !law.values.empty()});
    }
    for (const PlannedPoint& point : m_plan.points())
        table.rows.push_back(rowOf(point, progress));
    return table;
}

SweepTable runSweep(const SweepPlan& plan, const SweepOptions& options,
                    const std::function<void(const JobProgress&)>& report,
                    const std::stop_token& stop)
{
    SweepCollector collector(plan);
    SweepProgress progress;
    const auto write = [&](bool forPeople) {
        SweepTable table = collector.table(progress);
        table.provenance = options.provenance;
        writeTable(table, plan.folder(), forPeople);
        return table;
    };
    JobQueue queue(plan.prepareJobs(options.program), plan.folder() / "logs");
    write(true);
    const auto follow = [&](const JobProgress& step) {
        const bool started = step.what == JobProgress::What::Started;
        if (started)
            progress.running.insert(step.name);
        else
            progress.running.erase(step.name);
        if (step.what == JobProgress::What::Failed)
            progress.failures[step.name] = step.message;
        write(!started);
        report(step);
    };
    try {
        queue.run(options.parallel, follow, stop);
    } catch (const Interrupted&) {
        progress.running.clear();
        write(true);
        throw;
    }
    return write(true);
}

}  // namespace nie
