#include "app/sweep_estimate.h"

#include "core/base/files.h"
#include "core/results/run_folder.h"

#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// To make the data, to build the model and to evaluate it.
constexpr double kAroundTraining = 3.0;

/// Seconds of the limits, by what a run did in its time; 0 where it has no such limit.
double inProportion(const RunConfig& config, const RunOutcome& outcome)
{
    const double steps = config.training.value("steps", 0.0);
    const double epochs = config.training.value("epochs", 0.0);
    if (steps > 0.0 && outcome.steps > 0)
        return outcome.seconds * steps / static_cast<double>(outcome.steps);
    if (epochs > 0.0 && outcome.epochs > 0)
        return outcome.seconds * epochs / static_cast<double>(outcome.epochs);
    return 0.0;
}

double secondsLike(const fs::path& run, const RunConfig& config)
{
    const RunFolder folder{run};
    try {
        const std::string written = folder.config().string();
        const RunConfig other = RunConfig::fromJson(parseJson(readFile(written), written), written);
        if (other.dataset != config.dataset || other.model != config.model ||
            other.threads != config.threads || other.device != config.device ||
            other.training.value("batch_size", Json()) !=
                config.training.value("batch_size", Json()))
            return 0.0;
        const std::string file = folder.outcome().string();
        return inProportion(config, outcomeFromJson(parseJson(readFile(file), file), file));
    } catch (const std::exception&) {
        return 0.0;  // a foreign or broken folder says nothing about durations
    }
}

}  // namespace

std::optional<double> expectedRunSeconds(const RunConfig& config, const fs::path& runs)
{
    if (const double budget = config.training.value("time_budget", 0.0); budget > 0.0)
        return budget + kAroundTraining;
    std::optional<double> seconds;
    fs::file_time_type newest = fs::file_time_type::min();
    std::error_code problem;
    for (const fs::directory_entry& entry : fs::directory_iterator(runs, problem)) {
        const fs::file_time_type time = entry.last_write_time(problem);
        if (!fs::exists(RunFolder{entry.path()}.outcome(), problem) || time <= newest)
            continue;
        if (const double candidate = secondsLike(entry.path(), config); candidate > 0.0) {
            seconds = candidate + kAroundTraining;
            newest = time;
        }
    }
    return seconds;
}

}  // namespace nie
