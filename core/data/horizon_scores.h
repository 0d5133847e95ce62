#pragma once

#include "core/results/run_evaluation.h"

#include <torch/torch.h>

namespace nie {

/// predicted, truth: [sample, horizon, ..., channel]; what stands between counts as channels.
HorizonScores scoreByHorizon(const torch::Tensor& predicted, const torch::Tensor& truth);

}  // namespace nie
