#include "core/benchmarks/benchmark.h"

#include "core/base/error.h"
#include "core/benchmarks/process_memory.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace nie {

namespace {

constexpr double kShortestTurn = 0.02;  ///< seconds; far above the clock's and the system's grain
constexpr int kMemoryRepetitions = 3;   ///< a first step may allocate what later ones use again

double secondsOf(const std::function<void()>& work, std::int64_t repetitions)
{
    const auto started = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < repetitions; ++i)
        work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

/// Warms up, and returns how many repetitions make one turn.
std::int64_t repetitionsOfOneTurn(const std::function<void()>& work)
{
    work();
    const double seconds = std::max(secondsOf(work, 1), 1e-7);
    return static_cast<std::int64_t>(std::ceil(kShortestTurn / seconds));
}

std::optional<ProcessMemory> memoryOf(const std::function<void()>& work)
{
    return measureProcessMemory([&work] {
        for (int i = 0; i < kMemoryRepetitions; ++i)
            work();
    });
}

void time(BenchmarkReport& report, const Comparison& comparison, std::stop_token stop)
{
    const auto candidateTurn = repetitionsOfOneTurn(comparison.candidate);
    const auto baselineTurn = repetitionsOfOneTurn(comparison.baseline);
    const auto candidateUnits = static_cast<double>(candidateTurn) * comparison.candidateUnits;
    const auto baselineUnits = static_cast<double>(baselineTurn) * comparison.baselineUnits;
    std::vector<double> candidate;
    std::vector<double> baseline;
    std::vector<double> ratios;
    for (std::int64_t round = 0; round < report.rounds; ++round) {
        if (stop.stop_requested())
            throw Interrupted();
        candidate.push_back(secondsOf(comparison.candidate, candidateTurn) / candidateUnits);
        baseline.push_back(secondsOf(comparison.baseline, baselineTurn) / baselineUnits);
        ratios.push_back(baseline.back() / candidate.back());
    }
    report.candidateSeconds = median(candidate);
    report.baselineSeconds = median(baseline);
    report.ratio = median(ratios);
}

Json memoryJson(const std::optional<ProcessMemory>& memory, double ProcessMemory::*part)
{
    return memory ? Json((*memory).*part) : Json();
}

}  // namespace

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

bool BenchmarkReport::targetMet() const
{
    const bool small =
        target.peakMb == 0.0 || (candidateMemory && candidateMemory->peakMb <= target.peakMb);
    return ratio >= target.ratio && small;
}

Json BenchmarkReport::toJson() const
{
    Json json = {{"name", name},
                 {"unit", unit},
                 {"candidate_seconds", candidateSeconds},
                 {"baseline_seconds", baselineSeconds},
                 {"ratio", ratio},
                 {"rounds", rounds},
                 {"peak_mb", memoryJson(candidateMemory, &ProcessMemory::peakMb)},
                 {"start_mb", memoryJson(candidateMemory, &ProcessMemory::startMb)},
                 {"baseline_peak_mb", memoryJson(baselineMemory, &ProcessMemory::peakMb)}};
    if (target.ratio > 0.0)
        json["target_ratio"] = target.ratio;
    if (target.peakMb > 0.0)
        json["target_peak_mb"] = target.peakMb;
    json["target_met"] = targetMet();
    json.update(facts);
    return json;
}

BenchmarkReport runBenchmark(const BenchmarkEntry& entry, const BenchmarkContext& context,
                             std::int64_t rounds)
{
    if (rounds < 1)
        throw InputError("bench", "rounds: wrong value", std::to_string(rounds), "a number >= 1");
    const Comparison comparison = entry.prepare(context);
    BenchmarkReport report;
    report.name = entry.name;
    report.unit = entry.unit;
    report.rounds = rounds;
    report.target = entry.target;
    report.candidateMemory = memoryOf(comparison.candidate);
    report.baselineMemory = memoryOf(comparison.baseline);
    time(report, comparison, context.stop);
    if (comparison.facts)
        report.facts = comparison.facts();
    return report;
}

}  // namespace nie
