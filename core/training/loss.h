#pragma once

#include "core/results/space_axis.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace nie {

/// What training minimises, of prediction p and truth y [batch, time, space..., channel]:
///
///     mse           mean of (p - y)^2
///     relative_l2   mean over the batch of |p - y| / |y|
///     relative_h1   relative_l2 + 0.1 mean of |D(p - y)| / |D y|, D the differences of neighbours
///     along
///                   every axis of space (around the end of periodic ones) over their distance: the
///                   loss of Cao, "Choose a Transformer", 2021, with gamma = 0.1
///
/// Norms are over a sample's whole block. `space`: the axes of y, at least one for relative_h1.
torch::Tensor trainingLoss(const std::string& kind, const torch::Tensor& prediction,
                           const torch::Tensor& truth, const std::vector<SpaceAxis>& space);

}  // namespace nie
