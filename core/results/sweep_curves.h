#pragma once

#include "core/results/figure_spec.h"
#include "core/results/sweep_table.h"

namespace nie {

// Parts of sweepPicture().

/// The score over the table's only option: each run, mean and standard deviation.
FigureSpec scoreOverOption(const SweepTable& table, SweepScore score);
/// The score over the seed, where nothing is varied.
FigureSpec scoreOverSeed(const SweepTable& table, SweepScore score);
/// One panel as wide as all pictures of sweeps.
FigureSpec sweepFigureOf(PanelSpec panel, double heightMillimetres);

}  // namespace nie
