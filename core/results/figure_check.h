#pragma once

#include "core/results/figure_preset.h"

#include <string>
#include <vector>

namespace nie {

/// What a journal would send back.
enum class FigureFault {
    TooWide,
    TooHigh,
    NoAxisTitle,
    NoUnit,       ///< of an axis or a colour bar
    ColourAlone,  ///< lines or marks that only their colour tells apart
    LetterTooSmall,
    LetterTooLarge,
    LineTooThin,
    TextCut,  ///< it leaves the paper
    TextsOverlap,
    Format,    ///< the publisher does not take it
    TooCoarse  ///< a raster of too few dots
};

/// "too_wide", "no_unit", ...
std::string figureFaultName(FigureFault fault);

/// One fault in words; all places that have it are one.
struct FigureWarning {
    FigureFault fault = FigureFault::NoUnit;
    std::string text;
};

/// Faults that the figure's description alone shows: size, titles and units of axes, colours
/// without dashes. `preset`: whose limits count; null: 5 pt, 0.25 pt and no others.
std::vector<FigureWarning> checkDescription(const FigureSpec& figure, const FigurePreset* preset);

/// Faults of the file: its format, and the dots of a raster. `suffix`: ".png".
std::vector<FigureWarning> checkFile(const FigurePreset* preset, const std::string& suffix,
                                     int dpi);

/// Whether a title names its unit in parentheses or brackets, or is of a number that has none: a
/// count, an index, a loss, a share.
bool namesUnit(const std::string& title);

}  // namespace nie
