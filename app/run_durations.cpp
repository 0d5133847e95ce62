#include "app/run_durations.h"

#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "widgets/style/number_format.h"

#include <QObject>

#include <limits>
#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// "name" and "name-2" belong to the experiment "name", "name-slow" does not.
bool isRunOf(const fs::path& folder, const std::string& experiment)
{
    const std::string name = folder.filename().string();
    if (name == experiment)
        return true;
    const std::string prefix = experiment + "-";
    return name.size() > prefix.size() && name.compare(0, prefix.size(), prefix) == 0 &&
           name.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

/// Seconds of a completed run with these settings (the seed may differ); NaN for any other.
double secondsOfCompletedRun(const fs::path& folder, const RunConfig& config)
{
    const fs::path file = RunFolder{folder}.outcome();
    try {
        const fs::path written = RunFolder{folder}.config();
        const RunConfig other =
            RunConfig::fromJson(parseJson(readFile(written), written.string()), written.string());
        const bool same = other.dataset == config.dataset && other.model == config.model &&
                          other.training == config.training && other.threads == config.threads &&
                          other.device == config.device;
        if (!same)
            return std::numeric_limits<double>::quiet_NaN();
        const RunOutcome outcome =
            outcomeFromJson(parseJson(readFile(file), file.string()), file.string());
        if (outcome.state == RunOutcome::State::Completed)
            return outcome.seconds;
    } catch (const std::exception&) {
        // A foreign or broken folder says nothing about durations.
    }
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

QString expectedDuration(const RunConfig& config, const fs::path& runs)
{
    const double budget = config.training.value("time_budget", 0.0);
    if (budget > 0.0)
        return QObject::tr("Takes %1").arg(formatDuration(budget));
    double seconds = std::numeric_limits<double>::quiet_NaN();
    fs::file_time_type newest = fs::file_time_type::min();
    std::error_code problem;
    for (const fs::directory_entry& entry : fs::directory_iterator(runs, problem)) {
        if (!isRunOf(entry.path(), config.experiment))
            continue;
        const double candidate = secondsOfCompletedRun(entry.path(), config);
        const fs::file_time_type time = entry.last_write_time(problem);
        if (candidate >= 0.0 && time > newest) {
            seconds = candidate;
            newest = time;
        }
    }
    if (seconds >= 0.0)
        return QObject::tr("Took %1 on this machine").arg(formatDuration(seconds));
    return QObject::tr("Time is estimated after the first steps");
}

}  // namespace nie
