#pragma once

#include "core/results/attention/attention_maps.h"
#include "core/results/figure_spec.h"
#include "core/results/run_folder.h"
#include "core/results/run_view.h"
#include "core/results/standard_figures.h"

#include <stop_token>
#include <vector>

namespace nie {

// The figures of a run's views. Window and shell compose them with the same functions, so that both
// write the same bytes; each carries where it comes from, the view itself and the command that
// draws it again.

/// Name of the run, experiment, model, seed, hash of its settings and of its data, program. Throws
/// InputError where the folder holds no run.
Provenance runProvenance(const RunFolder& folder);

/// Loss, or the solver's residual, over the steps. Throws InputError for another view, and for the
/// residual of a model that solves nothing.
FigureSpec trainingViewFigure(const RunFolder& folder, const RunView& view);

/// A prediction, as the look of the view draws it (core/results/fields/field_figures.h). Throws
/// InputError naming the views that the sample has where it has not this one.
FigureSpec sampleViewFigure(const RunFolder& folder, const RunView& view,
                            const PredictionSnapshot& sample);

/// Whole maps, or what the token nearest to the query attends to. `step`: of the checkpoint. Throws
/// InputError for a layer, a head or a place that there is not, Interrupted.
FigureSpec attentionViewFigure(const RunFolder& folder, const RunView& view, std::int64_t step,
                               const AttentionMaps& maps, const std::stop_token& stop);

/// A figure that somebody else drew of the run: gives it origin, view and command.
FigureSpec asRunView(FigureSpec figure, const RunFolder& folder, const RunView& view,
                     std::int64_t step);

/// The views that a run has: those of its tables, those of a sample, and what the model offers.
std::vector<std::string> availableViews(const RunFolder& folder, const PredictionSnapshot& sample,
                                        bool attends, bool hasKernel);

}  // namespace nie
