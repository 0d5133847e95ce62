#pragma once

#include "core/results/run_evaluation.h"

#include <torch/torch.h>

namespace nie {

/// Scores of predictions against the truth, both [sample, time, space..., channel], over all points handed in
/// (the caller cuts off given points). Definitions in docs/metrics.md.
Scores scorePredictions(const torch::Tensor& prediction, const torch::Tensor& truth);

}  // namespace nie
