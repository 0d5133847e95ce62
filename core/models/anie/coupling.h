#pragma once

#include <torch/torch.h>

#include <functional>

namespace nie {

/// How much of a token's output depends on the other tokens: the rms change of a token's output
/// when all others are replaced by Gaussian ones of the same mean and standard deviation (of each
/// component, over batch and tokens), over the rms of the output. 0: attention is dead, and the
/// operator acts on each token alone. Mean over eight tokens spread over the domain.
///
/// tokens: [batch, token, component]; `map` keeps the first two axes. Draws from a generator of its
/// own: a diagnostic must not move the random numbers of a training.
double tokenCoupling(const std::function<torch::Tensor(const torch::Tensor&)>& map,
                     const torch::Tensor& tokens);

}  // namespace nie
