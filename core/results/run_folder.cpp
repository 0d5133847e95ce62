#include "core/results/run_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/csv_cell.h"
#include "core/results/run_presence.h"
#include "core/results/run_replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr const char* kMetricsHeader =
    "step,epoch,wall_seconds,samples_seen,train_loss,learning_rate,gradient_norm,solver_iterations,"
    "solver_residual,contraction,not_converged_share,validation_loss,validation_relative_l2,"
    "validation_solver_residual,coupling\n";
constexpr const char* kEventsHeader = "step,wall_seconds,kind,text\n";

/// Shortest text that reads back as the same number, so that equal runs give equal files.
std::string cell(double value)
{
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

/// Creates the folder and its parents; removes what it created unless kept.
class NewFolder {
public:
    explicit NewFolder(const fs::path& path)
    {
        std::error_code failure;
        const fs::path whole = fs::absolute(path).lexically_normal();
        for (fs::path part = whole; !fs::exists(part, failure) && part.has_relative_path();
             part = part.parent_path())
            m_outermost = part;
        fs::create_directories(whole, failure);
        if (failure) {
            remove();
            throw InputError(path.string(), "cannot create this folder", failure.message(),
                             "a folder that can be written");
        }
    }
    ~NewFolder()
    {
        if (!m_kept)
            remove();
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    void keep() { m_kept = true; }

private:
    void remove()
    {
        std::error_code ignored;
        if (!m_outermost.empty())
            fs::remove_all(m_outermost, ignored);
    }

    fs::path m_outermost;  ///< the topmost folder that did not exist
    bool m_kept = false;
};

}  // namespace

void RunFolder::requireRun() const
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        throw InputError(path.string(), "no such run folder");
    if (!fs::is_directory(path, ignored))
        throw InputError(path.string(), "is not a folder", {}, "a run folder");
    if (!fs::is_regular_file(config(), ignored))
        throw InputError(path.string(), "holds no run: config.json is missing", {}, "a run folder");
}

void RunFolder::requireFree() const
{
    std::error_code ignored;
    const bool exists = fs::exists(fs::symlink_status(path, ignored));
    if (exists && !fs::is_directory(path, ignored))
        throw InputError(path.string(), "exists and is not a folder", {},
                         "a new or an empty folder");
    if (exists && !fs::is_empty(path, ignored))
        throw InputError(path.string(), "exists and is not empty", {}, "a new or an empty folder");
    requireWritable(path);
}

fs::path RunFolder::firstFree(const fs::path& wanted)
{
    std::error_code ignored;
    const fs::path name = wanted.has_filename() ? wanted : wanted.parent_path();
    fs::path candidate = name;
    for (int number = 2; fs::exists(fs::symlink_status(candidate, ignored)); ++number) {
        candidate = name;
        candidate += fmt::format("-{}", number);
    }
    return candidate;
}

RunRecorder::RunRecorder(RunFolder folder, const RunConfig& config, const Json& environment)
    : m_folder(std::move(folder))
{
    NewFolder created(m_folder.path);
    writeFileAtomically(m_folder.config(), config.toJson().dump(2) + "\n");
    writeFileAtomically(m_folder.environment(), environment.dump(2) + "\n");
    begin(m_metrics, m_folder.metrics(), kMetricsHeader);
    begin(m_events, m_folder.events(), kEventsHeader);
    markRunning(m_folder);
    created.keep();
}

RunRecorder::RunRecorder(RunFolder folder, const RunConfig& config, std::int64_t step)
    : m_folder(std::move(folder))
{
    m_folder.requireRun();
    markRunning(m_folder);
    std::error_code ignored;
    fs::remove(m_folder.outcome(), ignored);
    fs::remove(m_folder.evaluation(), ignored);
    writeFileAtomically(m_folder.config(), config.toJson().dump(2) + "\n");
    cutAfter(step);
}

RunRecorder::~RunRecorder() = default;

void RunRecorder::cutAfter(std::int64_t step)
{
    m_metrics.close();
    m_events.close();
    writeFileAtomically(m_folder.metrics(), rowsUntil(m_folder.metrics(), step));
    writeFileAtomically(m_folder.events(), rowsUntil(m_folder.events(), step));
    open(m_metrics, m_folder.metrics());
    open(m_events, m_folder.events());
}

void RunRecorder::open(std::ofstream& stream, const fs::path& path)
{
    stream.open(path, std::ios::binary | std::ios::app);
    append(stream, path, {});
}

/// The header comes whole or not at all: a reader never meets a table without one.
void RunRecorder::begin(std::ofstream& stream, const fs::path& path, const char* header)
{
    writeFileAtomically(path, header);
    open(stream, path);
}

void RunRecorder::append(std::ofstream& stream, const fs::path& path, const std::string& line)
{
    stream << line << std::flush;
    if (!stream)
        throw RunError(path.string(), "cannot write");
}

void RunRecorder::onStep(const StepReport& report)
{
    append(m_metrics, m_folder.metrics(),
           fmt::format("{},{},{},{},{},{},{},{},{},{},{},,,,\n", report.step, report.epoch,
                       cell(report.wallSeconds), report.samplesSeen, cell(report.trainLoss),
                       cell(report.learningRate), cell(report.gradientNorm),
                       cell(report.solverIterations), cell(report.solverResidual),
                       cell(report.contraction), cell(report.notConvergedShare)));
}

void RunRecorder::onValidation(const ValidationReport& report)
{
    append(m_metrics, m_folder.metrics(),
           fmt::format("{},{},{},{},,,,,,,,{},{},{},{}\n", report.step, report.epoch,
                       cell(report.wallSeconds), report.samplesSeen, cell(report.loss),
                       cell(report.relativeL2), cell(report.solverResidual),
                       cell(report.coupling)));
}

void RunRecorder::onEvent(const TrainingEvent& event)
{
    std::string text = event.text;
    std::replace(text.begin(), text.end(), '\n', ' ');  // one line an event, whatever it says
    append(m_events, m_folder.events(),
           fmt::format("{},{},{},{}\n", event.step, cell(event.wallSeconds), csvCell(event.kind),
                       csvCell(text)));
}

void RunRecorder::onRolledBack(std::int64_t step)
{
    cutAfter(step);
}

void RunRecorder::onFinished(const RunOutcome& outcome)
{
    writeFileAtomically(m_folder.outcome(), outcomeToJson(outcome).dump(2) + "\n");
    markEnded(m_folder);
}

}  // namespace nie
