#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// Mean and standard deviation over the seeds of a point.
struct SeedSpread {
    std::int64_t count = 0;  ///< runs that have the number
    double mean = std::numeric_limits<double>::quiet_NaN();
    double standardDeviation = std::numeric_limits<double>::quiet_NaN();  ///< n - 1; of 1: NaN
};

/// What a sweep is looked at by.
enum class SweepScore { ValidationLoss, TestMse, TestR2 };

/// "Best validation loss", "Test MSE", "Test r²"; definitions: docs/metrics.md.
std::string scoreText(SweepScore score);
/// r² is better where it is larger, the others where they are smaller.
bool isLowerBetter(SweepScore score);

/// One run of a sweep.
struct SweepRunResult {
    enum class State { Waiting, Running, Done, Stopped, Failed };

    std::string run;  ///< its folder, relative to the sweep's
    std::uint64_t seed = 0;
    State state = State::Waiting;
    std::string message;  ///< why it ended
    double validationLoss = std::numeric_limits<double>::quiet_NaN();
    double testMse = std::numeric_limits<double>::quiet_NaN();
    double testR2 = std::numeric_limits<double>::quiet_NaN();
    double seconds = std::numeric_limits<double>::quiet_NaN();  ///< training time

    double score(SweepScore which) const;
};

/// "waiting", "running", "done", "stopped", "failed".
std::string stateText(SweepRunResult::State state);

/// One point of a sweep with its runs, one a seed.
struct SweepRow {
    std::vector<Json> values;  ///< of the varied options, in the order of the columns
    std::vector<SweepRunResult> runs;
    SeedSpread validationLoss;  ///< over the runs that are done
    SeedSpread testMse;
    SeedSpread testR2;
    double seconds = std::numeric_limits<double>::quiet_NaN();  ///< mean training time

    const SeedSpread& score(SweepScore which) const;
    std::size_t countOf(SweepRunResult::State state) const;
    /// "done", "1 of 3 done, 1 failed": what its runs are.
    std::string stateText() const;
    /// The first run's message that failed; empty where none did.
    std::string failure() const;
};

/// A varied option.
struct SweepColumn {
    std::string path;
    std::string unit;
    bool logarithmic = false;  ///< spread over the logarithm
    bool list = false;         ///< single values rather than a stretch of numbers

    /// "learning_rate (1/s)"
    std::string label() const;
};

/// What a sweep has found so far.
struct SweepTable {
    std::string title;       ///< of the experiment
    std::string experiment;  ///< name in the catalogue
    std::string model;
    bool random = false;  ///< points drawn at random
    std::vector<SweepColumn> columns;
    std::vector<SweepRow> rows;
    std::vector<std::pair<std::string, std::string>> provenance;  ///< command, version, machine

    std::size_t runCount() const;
    std::size_t countOf(SweepRunResult::State state) const;
    /// The row whose mean is best; rows.size() where none has one.
    std::size_t bestRow(SweepScore score) const;
    /// Whether the runs' scores are told apart better by their logarithm.
    bool spansDecades(SweepScore score) const;

    Json toJson() const;
    /// Throws InputError naming `source` when it is not such a table.
    static SweepTable fromJson(const Json& json, const std::string& source);
    /// One line a point: mean ± standard deviation over the seeds.
    std::string toMarkdown() const;
    /// One line a run: varied values, seed, state, scores, seconds, run folder, message.
    std::string toCsv() const;
};

}  // namespace nie
