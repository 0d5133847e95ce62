#pragma once

#include "core/config/run_config.h"
#include "core/results/run_evaluation.h"
#include "core/results/training_observer.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace nie {

/// Names inside a run folder, which is plain files readable without the program:
///
///     config.json  env.json  metrics.csv  events.csv  outcome.json  evaluation.json
///     diagnostics.json
///     running.json (while it is trained; left behind by a kill: core/results/run_presence.h)
///     checkpoints/best/ checkpoints/final/   figures/
struct RunFolder {
    std::filesystem::path path;

    std::filesystem::path config() const { return path / "config.json"; }
    std::filesystem::path environment() const { return path / "env.json"; }
    std::filesystem::path metrics() const { return path / "metrics.csv"; }
    std::filesystem::path events() const { return path / "events.csv"; }
    std::filesystem::path outcome() const { return path / "outcome.json"; }
    std::filesystem::path evaluation() const { return path / "evaluation.json"; }
    std::filesystem::path diagnostics() const { return path / "diagnostics.json"; }
    std::filesystem::path running() const { return path / "running.json"; }
    std::filesystem::path checkpoints() const { return path / "checkpoints"; }
    std::filesystem::path figures() const { return path / "figures"; }

    /// Throws InputError when the folder is missing or holds no run.
    void requireRun() const;
    /// Throws InputError when a run cannot be written here: the folder exists and is not empty, or
    /// cannot be created. Creates nothing.
    void requireFree() const;
    /// The first of NAME, NAME-2, NAME-3, ... that does not exist.
    static std::filesystem::path firstFree(const std::filesystem::path& wanted);
};

/// Columns of metrics.csv as read back, by name; cells left empty are NaN.
struct MetricsTable {
    std::vector<std::string> names;
    std::map<std::string, std::vector<double>> columns;
    /// Throws InputError naming file and line when it is not such a table. A last line without its
    /// line end (a killed run) is ignored.
    static MetricsTable read(const std::filesystem::path& file);
};

/// Writes a run folder while it is trained. Every line is handed to the system as it comes, so that
/// a killed run loses none. Columns: docs/run-folder.md.
class RunRecorder : public TrainingObserver {
public:
    /// Creates the folder with config.json and env.json (`environment`: versions, machine, data
    /// hash and so on). Throws InputError when the folder cannot be created, and leaves nothing
    /// behind then.
    RunRecorder(RunFolder folder, const RunConfig& config, const Json& environment);
    /// Goes on in a run's folder after `step`: what its tables hold of later steps is dropped, its
    /// outcome and evaluation are removed, its configuration is replaced.
    RunRecorder(RunFolder folder, const RunConfig& config, std::int64_t step);
    ~RunRecorder() override;

    /// These throw RunError when the disk refuses.
    void onStep(const StepReport& report) override;
    void onValidation(const ValidationReport& report) override;
    void onEvent(const TrainingEvent& event) override;
    void onRolledBack(std::int64_t step) override;
    void onFinished(const RunOutcome& outcome) override;

    const RunFolder& folder() const { return m_folder; }

private:
    static void begin(std::ofstream& stream, const std::filesystem::path& path, const char* header);
    static void open(std::ofstream& stream, const std::filesystem::path& path);
    void cutAfter(std::int64_t step);
    static void append(std::ofstream& stream, const std::filesystem::path& path,
                       const std::string& line);

    RunFolder m_folder;
    std::ofstream m_metrics;
    std::ofstream m_events;
};

/// outcome.json as a value.
Json outcomeToJson(const RunOutcome& outcome);
RunOutcome outcomeFromJson(const Json& json, const std::string& source);
Json scoresToJson(const Scores& scores);
/// The JSON of `nie evaluate --json`.
Json evaluationToJson(const RunEvaluation& evaluation);

}  // namespace nie
