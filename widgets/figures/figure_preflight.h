#pragma once

#include "core/results/figure_check.h"

#include <string>
#include <vector>

namespace nie {

/// What a journal would send back, in words: faults of the description, of the file, and those that
/// drawing the figure shows: letters below 5 pt and lines below 0.25 pt (or the preset's limits),
/// texts that leave the paper or lie over each other. `preset`: null: none; `suffix`: ".pdf",
/// empty: of no file. Needs a QGuiApplication; takes as long as drawing the figure.
std::vector<FigureWarning> preflight(const FigureSpec& figure, const FigurePreset* preset,
                                     const std::string& suffix, int dpi);

}  // namespace nie
