#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace nie {

/// function(y) with a graph to y and to `parameters` that keeps no activations: the backward pass
/// evaluates the function again (checkpointing; Chen et al. 2016). `parameters` are all tensors
/// with gradients that the function depends on besides y: a gradient to any other is lost. The
/// function must give the same again (no random numbers). First derivatives only.
torch::Tensor recomputed(const std::function<torch::Tensor(const torch::Tensor& y)>& function,
                         const torch::Tensor& y, const std::vector<torch::Tensor>& parameters);

}  // namespace nie
