#pragma once

#include "core/data/dataset.h"
#include "core/experiments/experiment.h"
#include "core/experiments/paper/paper_plan.h"
#include "core/results/paper_figures.h"

#include <stop_token>

namespace nie {

/// The picture that an item describes, from the trained runs of the plan (the first seed of each),
/// or from freshly made example data. Throws InputError where a run it needs is not there,
/// Interrupted when stopped.
FigureSpec paperFigure(const PaperPlan& plan, const PaperSpec& item, const DatasetCatalog& datasets,
                       const std::stop_token& stop);

}  // namespace nie
