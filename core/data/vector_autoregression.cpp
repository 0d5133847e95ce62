#include "core/data/vector_autoregression.h"

#include "core/data/ridge_regression.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie::floors {

namespace {

constexpr std::int64_t kMostLags = 5;
constexpr std::int64_t kMostInputs = 1024;

std::int64_t lagsOf(const torch::Tensor& given)
{
    return std::min(given.size(1), kMostLags);
}

/// Goes on from the last points of `known` [sample, point, value] for `horizon` points.
torch::Tensor iterate(const RidgeRegression& ridge, double penalty, const torch::Tensor& known,
                      std::int64_t lags, std::int64_t horizon)
{
    std::vector<torch::Tensor> points = known.slice(1, known.size(1) - lags).unbind(1);
    for (std::int64_t i = 0; i < horizon; ++i)
        points.push_back(ridge.predict(
            torch::cat(std::vector<torch::Tensor>(points.end() - lags, points.end()), 1), penalty));
    return torch::stack(std::vector<torch::Tensor>(points.begin() + lags, points.end()), 1);
}

}  // namespace

bool allowsVectorAutoregression(const torch::Tensor& given)
{
    return lagsOf(given) * given[0][0].numel() <= kMostInputs;
}

torch::Tensor vectorAutoregression(const torch::Tensor& training, const torch::Tensor& validation,
                                   const torch::Tensor& given, std::int64_t horizon)
{
    const auto lags = lagsOf(given);
    const auto flat = [](const torch::Tensor& block) { return block.flatten(2); };
    const torch::Tensor series = flat(training);
    // Every place at which lags + 1 points follow each other, of as many samples as fit into 512
    // MiB.
    constexpr std::int64_t kLargestNumbers = 1 << 26;
    const auto places = series.size(1) - lags;
    const auto most = std::max<std::int64_t>(2, kLargestNumbers / (places * lags * series.size(2)));
    const torch::Tensor windows =
        series.slice(0, 0, std::min(series.size(0), most)).unfold(1, lags + 1, 1);
    // [sample, place, value, point] -> rows of the points one after the other.
    const torch::Tensor rows = windows.transpose(2, 3).flatten(0, 1);
    const RidgeRegression ridge(rows.slice(1, 0, lags).flatten(1), rows.select(1, lags));
    const auto shaped = [&](const torch::Tensor& prediction) {
        auto shape = given.sizes().vec();
        shape[1] = horizon;
        return prediction.reshape(shape);
    };
    if (ridge.constantInput()) {
        const torch::Tensor mean = ridge.outputMean().view({1, 1, -1});
        return shaped(mean.expand({given.size(0), horizon, -1}));
    }
    const auto begin = validation.size(1) - horizon;  // where the points to predict begin
    const torch::Tensor known = flat(validation).slice(1, 0, begin);
    const torch::Tensor truth = flat(validation).slice(1, begin);
    double best = std::numeric_limits<double>::infinity();
    double bestPenalty = std::pow(10.0, kLargestPenaltyExponent);
    for (int exponent = kLargestPenaltyExponent; exponent >= kSmallestPenaltyExponent; --exponent) {
        const double penalty = std::pow(10.0, exponent);
        const double score =
            (iterate(ridge, penalty, known, lags, horizon) - truth).square().mean().item<double>();
        if (score < best) {
            best = score;
            bestPenalty = penalty;
        }
    }
    return shaped(iterate(ridge, bestPenalty, flat(given), lags, horizon));
}

}  // namespace nie::floors
