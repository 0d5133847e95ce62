#pragma once

#include "core/results/figure_spec.h"
#include "core/results/run_evaluation.h"
#include "core/results/run_folder.h"

#include <filesystem>
#include <utility>
#include <vector>

namespace nie::cli {

/// True when this program was built with what draws figures.
bool canDrawFigures();

/// Draws one figure into a file, off the screen; its suffix decides the kind: .png, .pdf, .svg. Throws
/// InputError for another suffix and in a program built without figures, RunError when it cannot be
/// written.
void drawFigure(const FigureSpec& figure, const std::filesystem::path& file);

/// Likewise several, in their order.
void drawFigures(const std::vector<std::pair<FigureSpec, std::filesystem::path>>& figures);

/// Draws loss and samples as PDF and PNG into the folder's figures/. Does nothing in a program
/// built without figures. Throws RunError when they cannot be written.
void drawRunFigures(const RunFolder& folder, const RunConfig& config,
                    const RunEvaluation& evaluation);

}  // namespace nie::cli
