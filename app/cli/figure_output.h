#pragma once

#include "core/results/figure_check.h"

#include <filesystem>
#include <vector>

namespace nie::cli {

/// Throws InputError when the file cannot become a figure or the numbers of one, before anything is
/// computed: an unknown suffix, a folder that there is not, EPS without pdftops, all but .npz and
/// .npy in a program built without figures.
void requireFigureFile(const std::filesystem::path& file);

/// Writes the figure into each of the files, off the screen, and looks it over as `preset` (null:
/// none) asks. Throws as writeFigureFile() (app/figure_file.h).
std::vector<FigureWarning> writeFigureFiles(const FigureSpec& figure,
                                            const std::vector<std::filesystem::path>& files,
                                            int dpi, const FigurePreset* preset);

}  // namespace nie::cli
