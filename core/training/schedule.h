#pragma once

#include "core/training/training_options.h"

#include <vector>

namespace nie {

/// The learning rate of a step: warm-up, then the schedule. `progress` is the share of the run that
/// is done before it, 0..1, of steps or of time; `plateauShare` is what the falls of a plateau
/// schedule have left (PlateauTracker), 1 for the others.
double scheduledRate(const TrainingOptions& options, std::int64_t step, double progress,
                     double plateauShare = 1.0);

/// The rates of the steps 1 .. `steps` as they are planned before a start; a plateau schedule is
/// drawn without its falls, which nobody knows yet.
std::vector<double> plannedRates(const TrainingOptions& options, std::int64_t steps);

}  // namespace nie
