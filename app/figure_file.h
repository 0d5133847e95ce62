#pragma once

#include "core/results/figure_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// Writes a figure, or the numbers behind it, into a file; its suffix decides which: those of
/// exportFigure() (widgets/figures/figure_exporter.h), .npz (core/io/figure_arrays.h) and .npy for
/// the one array of a simple figure. Window and shell write through this function alone. Throws
/// InputError for another suffix or a figure without size, RunError when it cannot be written.
void writeFigureFile(const FigureSpec& figure, const std::filesystem::path& file, int dpi);

/// Every suffix that writeFigureFile() knows: ".csv", ".eps", ...
std::vector<std::string> figureFileSuffixes();

/// Why a kind of file cannot be written on this machine; empty: it can.
std::string figureFileProblem(const std::string& suffix);

}  // namespace nie
