#include "core/data/noise_ceiling_scores.h"

#include "core/data/tensor_conversion.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace nie {

HorizonScores noiseCeilingScores(const Json& recipe, const torch::Tensor& truth)
{
    const auto found = recipe.find(kNoiseByPoint);
    if (found == recipe.end())
        return {};
    const torch::NoGradGuard noGradient;
    const torch::Tensor y = truth.detach().to(torch::kCPU, torch::kFloat64).flatten(2);
    const std::vector<double> spread = toVector((y - y.mean(0)).square().mean(2).mean(0));
    const auto channels = static_cast<double>(y.size(2));
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    HorizonScores scores;
    for (std::size_t i = 0; i < spread.size(); ++i) {
        const double variance = i < found->size() ? found->at(i).get<double>() : kNone;
        scores.distance.push_back(std::sqrt(channels * variance));
        scores.meanAbsoluteError.push_back(std::sqrt(2.0 * variance / std::numbers::pi));
        scores.r2.push_back(1.0 - variance / spread[i]);
        scores.distanceDeviation.push_back(kNone);
        scores.nrmse.push_back(kNone);
    }
    return scores;
}

}  // namespace nie
