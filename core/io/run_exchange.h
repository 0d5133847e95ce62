#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// The kinds of file that a run can be written as: "csv" (metrics.csv), "json" (one document with
/// everything but weights), "tensorboard" (an event file) and "zip" (the whole folder).
const std::vector<std::string>& runExportKinds();

/// The kind that a file's name says: its ending, or "tfevents" in it; empty: none.
std::string runExportKind(const std::filesystem::path& file);

/// A fitting file name for a run: "spirals.csv", "events.out.tfevents.1764017221.spirals".
std::string runExportName(const std::filesystem::path& run, const std::string& kind);

/// Writes a run's folder as a file of the kind; it appears under its name when it is whole. Throws
/// InputError for an unknown kind and for what is no run, RunError when the disk refuses.
void exportRun(const std::filesystem::path& run, const std::string& kind,
               const std::filesystem::path& file);

}  // namespace nie
