#pragma once

#include "core/recordings/predicted_windows.h"
#include "core/training/trainer.h"

#include <stop_token>
#include <string>

namespace nie {

/// Predicts the windows of a part ("test") of a recording or of simulated brain activity, in the
/// units of the data set; `run` and `checkpoint` stay empty. Where the recipe does not say where
/// windows begin, each is a run of its own. Throws InputError for data with axes of space other
/// than the regions; throws Interrupted.
PredictedWindows predictWindows(const TrainingTask& task, const std::string& split,
                                const std::stop_token& stop);

}  // namespace nie
