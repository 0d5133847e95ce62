#pragma once

#include "core/config/json.h"
#include "core/results/run_evaluation.h"

#include <torch/types.h>

#include <vector>

namespace nie {

/// Key of a data set's recipe: the variance that the generator's own noise leaves to the best
/// predictor one, two, ... points after the last given one, in the set's units, mean over channels.
inline constexpr const char* kNoiseByPoint = "noise_variance_by_point";

/// What no predictor can do better, by horizon, for data whose generator tells it; empty where the
/// recipe does not. `truth`: the scored points [sample, horizon, ..., channel].
///   distance: root mean square norm of the error, sqrt(channels * variance);
///   MAE: of a normal error, sqrt(2 variance / pi); R2: 1 - variance / variance of the truth over
///   the samples; nRMSE: NaN. Horizons that the recipe does not reach are NaN.
HorizonScores noiseCeilingScores(const Json& recipe, const torch::Tensor& truth);

}  // namespace nie
