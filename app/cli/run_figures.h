#pragma once

#include "core/results/run_evaluation.h"
#include "core/results/run_folder.h"

namespace nie::cli {

/// True when this program was built with what draws figures.
bool canDrawFigures();

/// Draws loss and samples as PDF and PNG into the folder's figures/. Does nothing in a program
/// built without figures. Throws RunError when they cannot be written.
void drawRunFigures(const RunFolder& folder, const RunConfig& config,
                    const RunEvaluation& evaluation);

}  // namespace nie::cli
