#include "core/recordings/recording_import.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace nie {

namespace {

void cutRuns(std::vector<Recording>& runs, std::int64_t length)
{
    if (length == 0)
        return;
    std::vector<Recording> cut;
    for (const Recording& run : runs) {
        if (run.series.rows() % length != 0)
            throw InputError(run.source, "--run-length: does not divide the rows",
                             fmt::format("{} rows, runs of {}", run.series.rows(), length));
        for (Eigen::Index row = 0; row < run.series.rows(); row += length) {
            Recording part = run;
            part.series = run.series.middleRows(row, length);
            cut.push_back(std::move(part));
        }
    }
    runs = std::move(cut);
}

}  // namespace

std::optional<double> RecordedRuns::repetitionTime() const
{
    const RepetitionTime& time = runs.front().repetitionTime;
    return time.certainty == RepetitionTime::Certainty::Accepted ? time.seconds : std::nullopt;
}

void RecordedRuns::setRepetitionTime(double seconds)
{
    for (Recording& run : runs) {
        const std::size_t before = run.warnings.size();
        run.setRepetitionTime(seconds);
        if (run.warnings.size() > before)
            warnings.add(run.warnings.back());
    }
}

RecordedRuns readRuns(const RecordingImport& import, const std::stop_token& stop)
{
    RecordedRuns recorded;
    WarningList known;
    for (const auto& file : import.files) {
        OpenedRecording opened = openRecording(file, import.request, stop);
        for (Recording& run : opened.runs) {
            for (const std::string& warning : run.warnings) {
                // Said once, of the first run that it is about.
                const std::size_t before = known.list().size();
                known.add(warning);
                if (known.list().size() > before)
                    recorded.warnings.add(import.files.size() > 1 ? run.source + ": " + warning
                                                                  : warning);
            }
            recorded.runs.push_back(std::move(run));
        }
        if (recorded.parcels.empty())
            recorded.parcels = std::move(opened.parcels);
    }
    if (recorded.runs.empty())
        throw InputError("brain import", "no recording was given");
    cutRuns(recorded.runs, import.runLength);
    requireAlike(recorded.runs);
    return recorded;
}

std::vector<Eigen::MatrixXd> CleanedRuns::pieces() const
{
    std::vector<Eigen::MatrixXd> all;
    for (const CleanedSeries& run : runs)
        for (Eigen::MatrixXd& piece : run.pieces())
            all.push_back(std::move(piece));
    return all;
}

CleanedRuns cleanRuns(const RecordedRuns& recorded, const RecordingImport& import,
                      const std::stop_token& stop)
{
    const auto& tables = import.confounds;
    if (!tables.empty() && tables.size() != recorded.runs.size())
        throw InputError("--confounds", "not one table for each run", std::to_string(tables.size()),
                         std::to_string(recorded.runs.size()));
    const Recording& first = recorded.runs.front();
    if (import.cleaning.highPass > 0 || import.cleaning.lowPass > 0)
        first.repetitionTime.require(first.source);
    const std::optional<double> time = recorded.repetitionTime();
    CleanedRuns cleaned;
    for (std::size_t k = 0; k < recorded.runs.size(); ++k) {
        if (stop.stop_requested())
            throw Interrupted();
        CleaningOptions options = import.cleaning;
        if (!tables.empty())
            options.confounds = tables[k].string();
        std::vector<std::string> noticed;
        const Eigen::MatrixXd confounds = readConfounds(options, noticed);
        CleanedSeries one = clean(recorded.runs[k].series, options, confounds, time);
        cleaned.warnings.add(noticed);
        cleaned.warnings.add(one.warnings);
        cleaned.reach = std::max<std::int64_t>(cleaned.reach, one.reach);
        if (k == 0)
            cleaned.steps = one.steps;
        cleaned.runs.push_back(std::move(one));
    }
    if (time)
        cleaned.rowSeconds = *time * static_cast<double>(cleaned.runs.front().volumesPerRow);
    return cleaned;
}

}  // namespace nie
