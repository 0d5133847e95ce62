#pragma once

#include "core/results/figure_spec.h"
#include "core/results/prediction_snapshot.h"
#include "core/results/run_folder.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// What is written into a figure file about its origin: run, seed, version, ...
using Provenance = std::vector<std::pair<std::string, std::string>>;

/// Training and validation loss over the steps, and beside them the solver's residual, on
/// logarithmic axes. The raw training loss is faint behind its running mean.
FigureSpec lossFigure(const MetricsTable& metrics, const Provenance& provenance);

/// One column a sample: every channel over time, truth as a broad pale line, prediction as a narrow
/// dark one, the given points as a band; below it the phase plane of the first two channels, where
/// there are two.
FigureSpec samplesFigure(const std::vector<std::shared_ptr<const PredictionSnapshot>>& samples,
                         const Provenance& provenance);

}  // namespace nie
