#pragma once

#include "core/results/run_evaluation.h"
#include "core/results/run_folder.h"

#include <optional>

namespace nie {

/// Writes evaluation.json, and diagnostics.json where there are any, into the folder of a run.
/// Throws RunError when the disk refuses.
void writeEvaluation(const RunFolder& folder, const RunEvaluation& evaluation);

/// What writeEvaluation wrote, without examples and predictions; none: the run was not evaluated. A
/// run of an older version has no diagnostics. Throws InputError naming the file that cannot be
/// read.
std::optional<RunEvaluation> readEvaluation(const RunFolder& folder);

/// The inverse of evaluationToJson().
RunEvaluation evaluationFromJson(const Json& json, const std::string& source);

}  // namespace nie
