#pragma once

#include "core/config/json.h"

#include <filesystem>
#include <string>

namespace nie {

/// A run as one JSON document: `run`, `notes`, `config`, `environment`, `outcome`, `evaluation`
/// (null where the run has none) and `metrics`: every column of metrics.csv as a list, null where
/// nothing was measured. Throws InputError for what is no run and for files that cannot be read.
Json runDocument(const std::filesystem::path& run);

/// Writes that document. Throws RunError when the disk refuses; leaves nothing half done then.
void exportRunJson(const std::filesystem::path& run, const std::filesystem::path& file);

/// Writes the whole lines of metrics.csv, checked first: a killed run's last line may lack its end.
void exportRunCsv(const std::filesystem::path& run, const std::filesystem::path& file);

/// env.json of a run; null where it has none.
Json runEnvironment(const std::filesystem::path& run);

}  // namespace nie
