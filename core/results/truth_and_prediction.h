#pragma once

#include "core/results/figure_spec.h"

#include <string>

namespace nie {

/// Adds a truth behind, broad and pale, and a prediction in front, narrow and dark; in the legend
/// as "NAME, truth" and "NAME, predicted" where there is a name.
void addTruthAndPrediction(PanelSpec& panel, SeriesSpec truth, SeriesSpec prediction,
                           const std::string& name);

}  // namespace nie
