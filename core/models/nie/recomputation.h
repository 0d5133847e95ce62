#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace nie {

/// Evaluates work(inputs) and keeps, for the backward pass, its inputs alone: what lies between is
/// computed again there. For evaluations whose activations would not fit into memory together, at
/// the cost of one more evaluation a backward pass. `parameters`: the leaves that `work` uses
/// besides its inputs. Random numbers inside `work` would differ the second time: it must draw
/// none.
torch::Tensor recomputedInBackward(
    const std::function<torch::Tensor(const std::vector<torch::Tensor>& inputs)>& work,
    const std::vector<torch::Tensor>& inputs, const std::vector<torch::Tensor>& parameters);

}  // namespace nie
