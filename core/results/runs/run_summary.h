#pragma once

#include "core/results/runs/run_notes.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <string>

namespace nie {

/// How a run stands, as its folder tells.
enum class RunState {
    Running,  ///< somebody is writing it
    Completed,
    StoppedEarly,
    OutOfTime,
    Stopped,
    Failed,
    Interrupted,  ///< neither ended nor running: it was killed
    Imported,     ///< of another program
    Damaged       ///< its files cannot be read; RunSummary::problem says why
};

/// "running", "completed", "stopped early", ..., "interrupted", "imported", "damaged".
std::string runStateText(RunState state);

/// One line of the history of runs. NaN stands for "not measured".
struct RunSummary {
    static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

    std::filesystem::path folder;
    std::string id;  ///< the folder below the root of the history, "spirals-2", "sweep/003"
    std::string experiment;
    std::string dataset;
    std::string model;
    std::uint64_t seed = 0;
    std::uint64_t settings = 0;  ///< equal for runs that differ in nothing but the seed
    RunNotes notes;
    RunState state = RunState::Damaged;
    std::string message;  ///< how it ended, in words
    double bestValidationLoss = kUnknown;
    std::int64_t bestStep = 0;
    double testMse = kUnknown;
    double testR2 = kUnknown;               ///< squared correlation, as in the publication
    double testR2Determination = kUnknown;  ///< 1 - SSE/SST
    std::int64_t steps = 0;
    double seconds = kUnknown;  ///< of training
    std::int64_t started = 0;   ///< seconds since 1970, UTC
    std::string problem;        ///< why the folder is damaged; empty: it is not

    /// The name given, else the folder's.
    std::string title() const;
    /// The group given, else the folder of the group that it lies in; may be empty.
    std::string group() const;

    /// Reads a run folder; what is wrong with it becomes `problem`, never an exception.
    static RunSummary read(const std::filesystem::path& folder, const std::string& id);
};

/// The summary with every field named, as `nie runs list --json` prints it.
Json summaryToJson(const RunSummary& summary);

/// "2026-11-24 20:47" in local time; empty for 0.
std::string dateText(std::int64_t seconds);

}  // namespace nie
