#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace nie {

/// function(inputs) with a graph to the inputs and to `parameters` that keeps no activations: the
/// backward pass evaluates the function again (checkpointing; Chen et al. 2016), for evaluations
/// whose activations would not fit into memory together. `parameters` are all tensors with
/// gradients that the function depends on besides its inputs: a gradient to any other is lost. The
/// function must give the same again (no random numbers). First derivatives only.
torch::Tensor recomputed(
    const std::function<torch::Tensor(const std::vector<torch::Tensor>& inputs)>& function,
    const std::vector<torch::Tensor>& inputs, const std::vector<torch::Tensor>& parameters);

}  // namespace nie
