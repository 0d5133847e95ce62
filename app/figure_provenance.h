#pragma once

#include "core/config/run_config.h"
#include "core/results/standard_figures.h"

#include <filesystem>
#include <vector>

namespace nie {

/// Name of a run, experiment, model, seed, hash of its settings and of its data, program; of a
/// folder that cannot be read the name alone. An empty path: nothing.
Provenance provenanceOfRun(const std::filesystem::path& folder);

/// The same of several runs: their names as "runs", what they differ in one after the other.
Provenance provenanceOfRuns(const std::vector<std::filesystem::path>& folders);

/// Of settings that no run has yet: experiment, model, seed, their hash.
Provenance provenanceOfConfig(const RunConfig& config);

/// Gives a figure what it does not say yet of where it comes from, and the program's version. Where
/// nothing tells of settings or data, `command` and its hash stand for them. A figure without
/// panels stays as it is.
FigureSpec withProvenance(FigureSpec figure, const Provenance& known, const std::string& command);

}  // namespace nie
