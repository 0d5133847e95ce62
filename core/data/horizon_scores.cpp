#include "core/data/horizon_scores.h"

#include "core/data/tensor_conversion.h"

namespace nie {

HorizonScores scoreByHorizon(const torch::Tensor& predicted, const torch::Tensor& truth)
{
    const torch::NoGradGuard noGradient;
    const auto flat = [](const torch::Tensor& tensor) {
        return tensor.detach().to(torch::kCPU, torch::kFloat64).flatten(2);
    };
    const torch::Tensor y = flat(truth);
    const torch::Tensor error = flat(predicted) - y;
    const torch::Tensor squares = error.square().sum(2);  // [sample, horizon]
    const torch::Tensor total = (y - y.mean(0)).square().sum(2).sum(0);
    const torch::Tensor distance = squares.sqrt();
    HorizonScores scores;
    scores.meanAbsoluteError = toVector(error.abs().mean(2).mean(0));
    scores.r2 = toVector(1 - squares.sum(0) / total);
    scores.distance = toVector(distance.mean(0));
    scores.distanceDeviation = toVector(distance.std(0, true));
    scores.nrmse = toVector((distance / y.square().sum(2).sqrt()).mean(0));
    return scores;
}

}  // namespace nie
