#pragma once

#include <torch/torch.h>

namespace nie::floors {

/// Whether a vector autoregression of these given points [sample, given, space..., channel] is
/// small enough: at most 1024 values in the points that it looks back on.
bool allowsVectorAutoregression(const torch::Tensor& given);

/// Every value of the next point (all channels and places) from all values of the last p points, p
/// = min(given, 5), by ridge regression with intercept over all places in the training samples, and
/// so on from its own predictions for `horizon` points. The penalty is the one of the list 1e-8 ...
/// 1e2 (relative to the mean eigenvalue) whose iterated prediction is best on the validation set.
/// training, validation: [sample, time, space..., channel] in the order of time. Returns
/// [sample, horizon, space..., channel].
torch::Tensor vectorAutoregression(const torch::Tensor& training, const torch::Tensor& validation,
                                   const torch::Tensor& given, std::int64_t horizon);

}  // namespace nie::floors
