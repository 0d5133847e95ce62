#pragma once

#include "core/results/runs/config_diff.h"
#include "core/results/runs/run_summary.h"

#include <string>
#include <vector>

namespace nie::cli {

/// The history as a table for a terminal, one line a run.
std::string runsTable(const std::vector<RunSummary>& runs);
/// All that is known of one run, as lines.
std::string runText(const RunSummary& run, const Json& document, const std::string& command);
/// "key  A  B" of every setting that differs.
std::string diffText(const std::vector<ConfigDifference>& differences, const std::string& first,
                     const std::string& second);
Json diffToJson(const std::vector<ConfigDifference>& differences);

}  // namespace nie::cli
