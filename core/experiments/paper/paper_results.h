#pragma once

#include "core/experiments/paper/paper_plan.h"
#include "core/results/paper_table.h"

#include <map>
#include <string>

namespace nie {

/// The numbers of a table from the run folders of a plan. `failures`: messages of the jobs that
/// failed, by name; their cells say so in place of a number, as do those that were not run.
PaperTable collectTable(const PaperPlan& plan, const PaperSpec& table,
                        const std::map<std::string, std::string>& failures);

/// A table of parameter counts: each model is built for the shape of its data.
PaperTable countParameters(const PaperSpec& table, const std::string& budget);

/// Writes NAME.md, NAME.csv and NAME.json into the folder. Throws RunError.
void writePaperTable(const PaperTable& table, const std::filesystem::path& folder);

/// Median of the seconds between two steps after the first ten, from a run's metrics.csv; NaN for
/// runs of fewer than 12 steps. Throws InputError when the file cannot be read.
double secondsPerStep(const std::filesystem::path& metrics);

}  // namespace nie
