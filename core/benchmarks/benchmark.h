#pragma once

#include "core/config/json.h"
#include "core/data/dataset.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// What a benchmark may use.
struct BenchmarkContext {
    const DatasetCatalog& datasets;
    std::uint64_t seed = 1;
    std::stop_token stop;   ///< asked between two measurements
    double seconds = 60.0;  ///< of training a side, where a benchmark trains
    double duration = 1.0;  ///< units of time over which a benchmark follows a flow
};

/// Two ways to the same result, made ready outside of the timing. Repeating either changes nothing
/// about what the next repetition costs.
struct Comparison {
    std::function<void()> candidate;  ///< one repetition
    std::function<void()> baseline;   ///< one repetition
    double candidateUnits = 1.0;      ///< units of the entry that one repetition does
    double baselineUnits = 1.0;
    std::function<Json()> facts = {};  ///< further numbers, by once more than timing; may be empty
};

/// What must be reached; 0: nothing is asked.
struct BenchmarkTarget {
    double ratio = 0.0;   ///< baseline over candidate seconds, at least
    double peakMb = 0.0;  ///< of the candidate, at most
};

struct BenchmarkEntry {
    std::string name;
    std::string title;     ///< what is measured, one line
    std::string unit;      ///< seconds are given for one: "step", "curve"
    std::string baseline;  ///< what it is compared with, one line
    BenchmarkTarget target;
    std::function<Comparison(const BenchmarkContext&)> prepare;
};

/// Every benchmark: an explicit list. Adding one: a function that makes its entry, and its line.
const std::vector<BenchmarkEntry>& benchmarkCatalog();
/// Throws InputError naming the known ones.
const BenchmarkEntry& findBenchmark(const std::string& name);

/// Resident memory of a process that does one side's work and nothing else, in MB of 10^6 bytes.
struct ProcessMemory {
    double startMb = 0.0;  ///< before the work: what is shared with this process
    double peakMb = 0.0;   ///< at the most; libraries included
};

struct BenchmarkReport {
    std::string name;
    std::string unit;
    double candidateSeconds = 0.0;  ///< median, a unit
    double baselineSeconds = 0.0;   ///< median, a unit
    double ratio = 0.0;             ///< median of the rounds' ratios baseline / candidate
    std::int64_t rounds = 0;
    std::optional<ProcessMemory> candidateMemory;  ///< none where the system does not tell
    std::optional<ProcessMemory> baselineMemory;
    BenchmarkTarget target;
    Json facts = Json::object();

    bool targetMet() const;
    /// {"name", "candidate_seconds", "baseline_seconds", "ratio", "peak_mb", ...}
    Json toJson() const;
};

/// Measures memory in forked children first, then times both sides in this process by turns
/// (A B A B ...), after a warm-up of each; a quick side is repeated until its turn lasts 20 ms.
/// One round has one turn of each side. Throws InputError for rounds < 1, Interrupted.
BenchmarkReport runBenchmark(const BenchmarkEntry& entry, const BenchmarkContext& context,
                             std::int64_t rounds);

/// Of at least one value; the mean of the middle two of an even number.
double median(std::vector<double> values);

}  // namespace nie
