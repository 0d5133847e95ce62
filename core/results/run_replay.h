#pragma once

#include "core/results/run_folder.h"

namespace nie {

/// The rows of metrics.csv or events.csv up to a step, with the header; a last line without its line
/// end is dropped. Both tables begin with the step.
std::string rowsUntil(const std::filesystem::path& file, std::int64_t step);

/// Tells an observer the steps, validations and events that a run folder has recorded, as if they
/// happened again: what a window shows of a run that it did not see. Throws InputError for a table
/// that is none.
void replayRun(const RunFolder& folder, TrainingObserver& observer);

}  // namespace nie
