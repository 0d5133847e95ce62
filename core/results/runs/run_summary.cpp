#include "core/results/runs/run_summary.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "core/results/run_presence.h"

#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>

namespace nie {

namespace fs = std::filesystem;

namespace {

Json readJsonFile(const fs::path& file)
{
    return parseJson(readFile(file), file.string());
}

std::int64_t secondsSinceEpoch(const fs::path& file)
{
    std::error_code failure;
    const auto time = fs::last_write_time(file, failure);
    if (failure)
        return 0;
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::seconds>(system.time_since_epoch()).count();
}

RunState stateOf(RunOutcome::State state)
{
    switch (state) {
    case RunOutcome::State::Completed:
        return RunState::Completed;
    case RunOutcome::State::StoppedEarly:
        return RunState::StoppedEarly;
    case RunOutcome::State::OutOfTime:
        return RunState::OutOfTime;
    case RunOutcome::State::Stopped:
        return RunState::Stopped;
    case RunOutcome::State::Failed:
        break;
    }
    return RunState::Failed;
}

void readConfig(RunSummary& summary, const RunFolder& run)
{
    const RunConfig config = RunConfig::fromJson(readJsonFile(run.config()), run.config().string());
    summary.experiment = config.experiment;
    summary.seed = config.seed;
    summary.settings = std::hash<std::string>()(config.dataset.dump() + config.model.dump() +
                                                config.training.dump());
    summary.model = config.model.value("name", "");
    summary.dataset = config.dataset.value("name", "");
    if (summary.dataset == "file")
        summary.dataset = fs::path(config.dataset.value("path", "")).stem().string();
    summary.started = secondsSinceEpoch(run.config());
}

void readOutcome(RunSummary& summary, const RunFolder& run)
{
    const RunOutcome outcome = outcomeFromJson(readJsonFile(run.outcome()), run.outcome().string());
    summary.state = stateOf(outcome.state);
    summary.message = outcome.message;
    summary.steps = outcome.steps;
    summary.seconds = outcome.seconds;
    summary.bestValidationLoss = outcome.bestValidationLoss;
    summary.bestStep = outcome.bestStep;
}

/// Of a run without an ending: as far as its metrics go.
void readProgress(RunSummary& summary, const RunFolder& run)
{
    summary.state =
        presenceOf(run) == RunPresence::Running ? RunState::Running : RunState::Interrupted;
    std::error_code ignored;
    if (fs::exists(run.environment(), ignored) &&
        readJsonFile(run.environment()).contains("imported"))
        summary.state = RunState::Imported;
    const MetricsTable table = MetricsTable::read(run.metrics());
    const std::vector<double>& steps = table.columns.at("step");
    if (steps.empty())
        return;
    summary.steps = static_cast<std::int64_t>(steps.back());
    if (const auto seconds = table.columns.find("wall_seconds"); seconds != table.columns.end())
        summary.seconds = seconds->second.back();
    const auto losses = table.columns.find("validation_loss");
    for (std::size_t i = 0; losses != table.columns.end() && i < steps.size(); ++i) {
        const double loss = losses->second[i];
        if (std::isfinite(loss) && !(loss >= summary.bestValidationLoss)) {
            summary.bestValidationLoss = loss;
            summary.bestStep = static_cast<std::int64_t>(steps[i]);
        }
    }
}

double numberAt(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : RunSummary::kUnknown;
}

void readScores(RunSummary& summary, const RunFolder& run)
{
    const Json evaluation = readJsonFile(run.evaluation());
    const Json scores = evaluation.value("test", Json::object());
    summary.testMse = numberAt(scores, "mse");
    summary.testR2 = numberAt(scores, "r2");
    summary.testR2Determination = numberAt(scores, "r2_determination");
}

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

}  // namespace

std::string runStateText(RunState state)
{
    switch (state) {
    case RunState::Running:
        return "running";
    case RunState::Completed:
        return "completed";
    case RunState::StoppedEarly:
        return "stopped early";
    case RunState::OutOfTime:
        return "out of time";
    case RunState::Stopped:
        return "stopped";
    case RunState::Failed:
        return "failed";
    case RunState::Interrupted:
        return "interrupted";
    case RunState::Imported:
        return "imported";
    case RunState::Damaged:
        break;
    }
    return "damaged";
}

std::string RunSummary::title() const
{
    return notes.name.empty() ? id : notes.name;
}

std::string RunSummary::group() const
{
    if (!notes.group.empty())
        return notes.group;
    const fs::path parent = fs::path(id).parent_path();
    return (parent.filename() == "runs" ? parent.parent_path().filename() : parent).string();
}

RunSummary RunSummary::read(const fs::path& folder, const std::string& id)
{
    const RunFolder run{folder};
    RunSummary summary;
    summary.folder = folder;
    summary.id = id;
    summary.started = secondsSinceEpoch(folder);
    try {
        summary.notes = RunNotes::read(folder);
        readConfig(summary, run);
        std::error_code ignored;
        if (fs::exists(run.outcome(), ignored))
            readOutcome(summary, run);
        else
            readProgress(summary, run);
        if (fs::exists(run.evaluation(), ignored))
            readScores(summary, run);
    } catch (const std::exception& error) {
        summary.state = RunState::Damaged;
        summary.problem = error.what();
    }
    return summary;
}

Json summaryToJson(const RunSummary& summary)
{
    Json json = {{"run", summary.folder.string()},
                 {"id", summary.id},
                 {"experiment", summary.experiment},
                 {"dataset", summary.dataset},
                 {"model", summary.model},
                 {"seed", summary.seed},
                 {"state", runStateText(summary.state)},
                 {"message", summary.message},
                 {"steps", summary.steps},
                 {"seconds", numberOrNull(summary.seconds)},
                 {"best_validation_loss", numberOrNull(summary.bestValidationLoss)},
                 {"best_step", summary.bestStep},
                 {"test_mse", numberOrNull(summary.testMse)},
                 {"test_r2", numberOrNull(summary.testR2)},
                 {"test_r2_determination", numberOrNull(summary.testR2Determination)},
                 {"started", summary.started},
                 {"problem", summary.problem}};
    json.update(summary.notes.toJson());
    json["group"] = summary.group();
    return json;
}

std::string dateText(std::int64_t seconds)
{
    if (seconds == 0)
        return {};
    const auto time = static_cast<std::time_t>(seconds);
    std::tm local{};
    localtime_r(&time, &local);
    char text[32] = {};
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
    return text;
}

}  // namespace nie
