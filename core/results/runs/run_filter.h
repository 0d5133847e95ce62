#pragma once

#include "core/results/runs/run_summary.h"

#include <string>
#include <vector>

namespace nie {

/// Whether a run has every word of the text, in any case, in its name, folder, experiment, data
/// set, model, state, group, tags or note. "key:value" looks in one of them alone: name,
/// experiment, dataset, model, state, group, tag, note, seed.
bool matchesFilter(const RunSummary& run, const std::string& text);

/// What a history can be sorted by: name, experiment, dataset, model, seed, state, best, mse, r2,
/// steps, time, started.
const std::vector<std::string>& runSortKeys();

/// Sorts by a key; with '-' before it the other way round. Numbers that are missing stand last
/// whichever way. Throws InputError for an unknown key. An empty key: pinned runs first, then the
/// newest.
void sortRuns(std::vector<RunSummary>& runs, const std::string& key);

}  // namespace nie
