#pragma once

#include <torch/torch.h>

#include <vector>

namespace nie {

/// Scores of every predicted point by itself, [horizon]; the first is the point after the given
/// ones.
struct HorizonScores {
    std::vector<double> meanAbsoluteError;  ///< over samples and channels
    std::vector<double> r2;  ///< 1 - sum (p - y)^2 / sum (y - mean over samples)^2, channels pooled
    std::vector<double> distance;  ///< 2-norm of the error over the channels, mean over samples
    std::vector<double> distanceDeviation;  ///< its standard deviation over samples (n - 1)
};

/// predicted, truth: [sample, horizon, ..., channel]; what stands between counts as channels.
HorizonScores scoreByHorizon(const torch::Tensor& predicted, const torch::Tensor& truth);

}  // namespace nie
