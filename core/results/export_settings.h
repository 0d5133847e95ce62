#pragma once

#include "core/results/figure_preset.h"

#include <optional>

namespace nie {

/// How a figure goes into a file: what the export dialog and `nie figure` are told.
struct ExportSettings {
    std::string preset;            ///< name; empty: the figure's own size
    std::optional<double> width;   ///< millimetres, in place of the preset's
    std::optional<double> height;  ///< millimetres; unset: as the proportions give
    std::optional<double> font;    ///< points
    std::optional<int> dpi;        ///< unset: the preset's, else 300
};

/// The figure as the settings make it. The screen and the shell both draw this one: the same
/// settings give the same file. Throws InputError for an unknown preset and sizes that are none,
/// naming the option of the command line.
FigureSpec figureForExport(FigureSpec figure, const ExportSettings& settings,
                           const std::vector<FigurePreset>& presets);

/// The resolution of a raster.
int exportDpi(const ExportSettings& settings, const std::vector<FigurePreset>& presets);

/// The shell line that writes the same file; empty where the figure has no command.
std::string exportCommand(const FigureSpec& figure, const ExportSettings& settings,
                          const std::string& file);

}  // namespace nie
