#pragma once

#include "core/experiments/sweep/sweep_plan.h"
#include "core/results/sweep_table.h"

#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// What is known of a sweep's runs besides their folders.
struct SweepProgress {
    std::set<std::string> running;
    std::map<std::string, std::string> failures;  ///< messages
};

/// Gathers what the runs of a sweep left behind; remembers those that are done.
class SweepCollector {
public:
    explicit SweepCollector(const SweepPlan& plan) : m_plan(plan) {}

    /// Mean and standard deviation (n - 1) over the runs of a point that are done.
    SweepTable table(const SweepProgress& progress = {});

private:
    SweepRunResult resultOf(const std::string& run, const SweepProgress& progress);
    SweepRow rowOf(const PlannedPoint& point, const SweepProgress& progress);

    const SweepPlan& m_plan;
    std::map<std::string, SweepRunResult> m_done;
};

struct SweepOptions {
    std::filesystem::path program;                                ///< the path of nie, which trains
    std::size_t parallel = 1;                                     ///< trainings side by side
    std::vector<std::pair<std::string, std::string>> provenance;  ///< written into the table
};

/// Trains what is missing of a sweep and writes its table, again after every run that starts or
/// ends: what is there can be read meanwhile. A run that failed is a row with its message; a later
/// call tries it again. Throws Interrupted when stopped, with the table written; a later call goes
/// on.
SweepTable runSweep(const SweepPlan& plan, const SweepOptions& options,
                    const std::function<void(const JobProgress&)>& report,
                    const std::stop_token& stop);

}  // namespace nie
