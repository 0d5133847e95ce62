#pragma once

#include "core/config/json.h"
#include "core/results/figure_spec.h"
#include "core/results/kernel/kernel_map.h"
#include "core/results/standard_figures.h"

namespace nie {

/// Heat maps over s (across) and t (upwards), hatched where the integral does not reach: the
/// strength of the learned integrand, beside it that of the known one, then entry by entry the
/// effective kernel and the known one in one range, with their correlations. Where nothing is
/// known: strength and norm of the learned kernel. For the window, `nie figure --view kernel` and
/// files.
FigureSpec kernelFigure(const KernelMap& map, const Provenance& provenance);

/// The numbers of a comparison and what they mean, as one paragraph.
std::string kernelSummary(const KernelMap& map);

/// The numbers alone: {"model", "form", "limits", "split", "curves"}, and where the true kernel is
/// known "formula", "correlation", "strength_correlation", "kernel_correlation", "entries": {name:
/// correlation}, "factor", "error", "scaled_error", "linear_share"; the names of KernelComparison.
Json kernelToJson(const KernelMap& map);

}  // namespace nie
