#include "core/data/metrics.h"

#include "core/base/error.h"
#include "core/data/horizon_scores.h"
#include "core/data/tensor_conversion.h"
#include "core/signals/sample_spread.h"

#include <limits>
#include <sstream>

namespace nie {

namespace {

std::string shapeText(const torch::Tensor& tensor)
{
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

void requireBlocks(const torch::Tensor& prediction, const torch::Tensor& truth)
{
    if (truth.dim() < 3 || truth.numel() == 0)
        throw InputError("scores", "the truth is not a block of samples", shapeText(truth),
                         "[sample, time, space..., channel], none of them 0");
    if (prediction.sizes() != truth.sizes())
        throw InputError("scores", "prediction and truth differ in shape", shapeText(prediction),
                         shapeText(truth));
}

/// Mean of `values` [sample] over the samples for which the score is defined, NaN if there is none,
/// and how they spread.
double meanWhere(const torch::Tensor& values, const torch::Tensor& defined, ScoreSpread& spread)
{
    const torch::Tensor kept = values.masked_select(defined).contiguous();
    const SampleSpread found =
        spreadOf({kept.data_ptr<double>(), static_cast<std::size_t>(kept.numel())});
    spread = {found.standardDeviation, found.confidenceHalfWidth95};
    return kept.numel() == 0 ? std::numeric_limits<double>::quiet_NaN()
                             : kept.mean().item<double>();
}

/// Sum over everything but the sample; squares of numbers below rounding of their own size are 0,
/// so that a constant curve counts as one although its mean is not exact.
torch::Tensor sumOfSquares(const torch::Tensor& deviation, const torch::Tensor& values)
{
    const torch::Tensor sum = deviation.square().flatten(1).sum(1);
    const torch::Tensor rounding = values.square().flatten(1).sum(1) * 1e-28;
    return torch::where(sum <= rounding, torch::zeros_like(sum), sum);
}

}  // namespace

Scores scorePredictions(const torch::Tensor& prediction, const torch::Tensor& truth)
{
    requireBlocks(prediction, truth);
    const torch::NoGradGuard noGradient;
    const torch::Tensor p = prediction.detach().to(torch::kCPU, torch::kFloat64);
    const torch::Tensor y = truth.detach().to(torch::kCPU, torch::kFloat64);
    const torch::Tensor squaredError = (p - y).square().flatten(1).sum(1);  // [sample]

    Scores scores;
    const torch::Tensor ofSample = (p - y).square().flatten(1).mean(1);
    scores.mse = meanWhere(ofSample, torch::ones_like(ofSample, torch::kBool), scores.mseSpread);

    const torch::Tensor norm = y.square().flatten(1).sum(1).sqrt();
    scores.relativeL2 = meanWhere(squaredError.sqrt() / norm, norm > 0, scores.relativeL2Spread);

    // Pearson: both blocks flattened, points and channels together.
    const torch::Tensor pCentred = p.flatten(1) - p.flatten(1).mean(1, true);
    const torch::Tensor yCentred = y.flatten(1) - y.flatten(1).mean(1, true);
    const torch::Tensor pVariation = sumOfSquares(pCentred, p);
    const torch::Tensor yVariation = sumOfSquares(yCentred, y);
    const torch::Tensor covariation = (pCentred * yCentred).sum(1);
    const torch::Tensor squared = covariation.square() / (pVariation * yVariation);
    // A constant prediction explains nothing; only a NaN prediction stays NaN.
    const torch::Tensor r2 = torch::where(pVariation == 0, torch::zeros_like(squared), squared);
    scores.r2 = meanWhere(r2, yVariation > 0, scores.r2Spread);
    const torch::Tensor undefined = torch::full_like(r2, std::numeric_limits<double>::quiet_NaN());
    scores.sampleR2 = toVector(torch::where(yVariation > 0, r2, undefined));

    // About the sample's own mean of each channel, over times and space.
    const torch::Tensor byChannel = y.flatten(1, -2);
    const torch::Tensor total = sumOfSquares(byChannel - byChannel.mean(1, true), y);
    scores.r2Determination =
        meanWhere(1 - squaredError / total, total > 0, scores.r2DeterminationSpread);
    scores.horizons = scoreByHorizon(p, y);
    return scores;
}

}  // namespace nie
