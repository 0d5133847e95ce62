#pragma once

#include "core/config/json.h"
#include "core/results/figure_spec.h"
#include "core/results/run_evaluation.h"
#include "core/results/run_folder.h"

#include <filesystem>
#include <utility>
#include <vector>

namespace nie::cli {

/// True when this program was built with what draws figures.
bool canDrawFigures();

/// Versions of the libraries that draw, "none" where this program was built without them:
/// {"qt": "6.4.2", "vtk": "9.1.0"}.
Json drawingVersions();

/// Draws one figure into a file, off the screen; its suffix decides the kind: .png, .pdf, .svg.
/// Throws InputError for another suffix and in a program built without figures, RunError when it
/// cannot be written.
void drawFigure(const FigureSpec& figure, const std::filesystem::path& file);

/// Likewise several, in their order.
void drawFigures(const std::vector<std::pair<FigureSpec, std::filesystem::path>>& figures);

/// Draws loss, samples and the diagnostics as PDF and PNG into the folder's figures/. Does nothing
/// in a program built without figures. Throws RunError when they cannot be written.
void drawRunFigures(const RunFolder& folder, const RunConfig& config,
                    const RunEvaluation& evaluation);

/// The diagnostics alone (core/results/diagnostics_figures.h), into any folder. Throws InputError
/// in a program built without figures.
void drawDiagnosticFigures(const RunFolder& run, const RunConfig& config,
                           const RunEvaluation& evaluation, const std::filesystem::path& folder);

}  // namespace nie::cli
