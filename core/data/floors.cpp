#include "core/data/floors.h"

#include "core/base/error.h"
#include "core/data/metrics.h"
#include "core/data/ridge_regression.h"
#include "core/data/vector_autoregression.h"

#include <cmath>
#include <limits>

namespace nie {

namespace {

torch::Tensor toDouble(const torch::Tensor& tensor)
{
    return tensor.detach().to(torch::kCPU, torch::kFloat64);
}

/// The training samples that are looked at: as many as fit into memory, all but for large fields.
std::vector<std::int64_t> withinMemory(const Dataset& dataset, std::vector<std::int64_t> samples)
{
    constexpr std::int64_t kLargestNumbers = 1 << 28;  // 2 GiB in double
    std::int64_t numbers = 1;
    for (const std::int64_t size : dataset.shape())
        numbers *= size;
    const std::int64_t most =
        std::max<std::int64_t>(2, kLargestNumbers / (numbers / dataset.sampleCount()));
    if (static_cast<std::int64_t>(samples.size()) > most)
        samples.resize(static_cast<std::size_t>(most));
    return samples;
}

/// `rest` repeated along the time axis of a block, or along the samples.
torch::Tensor repeatAlong(const torch::Tensor& rest, std::int64_t axis, std::int64_t count)
{
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(rest.dim()), -1);
    sizes[static_cast<std::size_t>(axis)] = count;
    return rest.expand(sizes).clone();
}

}  // namespace

namespace floors {

torch::Tensor persistence(const torch::Tensor& given, std::int64_t horizon)
{
    return repeatAlong(given.narrow(1, given.size(1) - 1, 1), 1, horizon);
}

torch::Tensor outerValues(const torch::Tensor& given, std::int64_t before, std::int64_t horizon)
{
    return torch::cat(
        {repeatAlong(given.narrow(1, 0, 1), 1, before), persistence(given, horizon - before)}, 1);
}

torch::Tensor meanCurve(const torch::Tensor& training, std::int64_t givenPoints,
                        std::int64_t samples)
{
    const torch::Tensor rest = training.narrow(1, givenPoints, training.size(1) - givenPoints);
    return repeatAlong(rest.mean(0, true), 0, samples);
}

torch::Tensor ownMean(const torch::Tensor& given, std::int64_t horizon)
{
    return repeatAlong(given.mean(1, true), 1, horizon);
}

torch::Tensor nearestCurve(const torch::Tensor& training, const torch::Tensor& given)
{
    const std::int64_t givenPoints = given.size(1);
    const torch::Tensor known = training.narrow(1, 0, givenPoints).flatten(1);
    // Differences, not |a|^2 - 2ab + |b|^2: that loses the distance of close curves to rounding.
    constexpr std::int64_t kByDifferences = 2;
    const torch::Tensor distance = torch::cdist(given.flatten(1), known, 2.0, kByDifferences);
    const torch::Tensor nearest = std::get<1>(distance.min(1));
    return training.narrow(1, givenPoints, training.size(1) - givenPoints).index_select(0, nearest);
}

torch::Tensor nearestShifted(const torch::Tensor& training, const torch::Tensor& given)
{
    const std::int64_t givenPoints = given.size(1);
    const std::int64_t cells = given.size(2);
    // [sample, 1 or all, frequency, given point and channel together]
    const auto spectrum = [&](const torch::Tensor& block) {
        return torch::fft::rfft(block.transpose(2, 3).flatten(1, 2), c10::nullopt, -1);
    };
    const torch::Tensor known = training.narrow(1, 0, givenPoints);
    const torch::Tensor conjugate = spectrum(known).conj();
    const torch::Tensor energy = known.square().flatten(1).sum(1);  // of each training sample
    const torch::Tensor rest = training.narrow(1, givenPoints, training.size(1) - givenPoints);
    std::vector<torch::Tensor> predictions;
    for (std::int64_t i = 0; i < given.size(0); ++i) {
        // |a - shifted b|^2 = |a|^2 + |b|^2 - 2 (a correlated with b)(shift)
        const torch::Tensor product = (spectrum(given.narrow(0, i, 1)) * conjugate).sum(1);
        const torch::Tensor correlation =
            torch::fft::irfft(product, cells, -1);  // [training, shift]
        const torch::Tensor distance = energy.unsqueeze(1) - 2 * correlation;
        const std::int64_t best = distance.flatten().argmin().item<std::int64_t>();
        predictions.push_back(rest[best / cells].roll(best % cells, 1));
    }
    return torch::stack(predictions);
}

torch::Tensor autoregression(const torch::Tensor& training, const torch::Tensor& given)
{
    const std::int64_t givenPoints = given.size(1);
    const torch::Tensor from = training.select(1, givenPoints - 1);
    const torch::Tensor to = training.narrow(1, givenPoints, training.size(1) - givenPoints);
    const torch::Tensor fromMean = from.mean(0);
    const torch::Tensor toMean = to.mean(0);
    const torch::Tensor deviation = from - fromMean;
    const torch::Tensor square = deviation.square().sum(0);
    const torch::Tensor product = (deviation.unsqueeze(1) * (to - toMean)).sum(0);
    // A channel that starts everywhere alike tells nothing: its mean is predicted.
    const torch::Tensor slope =
        torch::where(square > 0, product / square, torch::zeros_like(product));
    const torch::Tensor start = given.select(1, givenPoints - 1) - fromMean;
    return toMean + slope * start.unsqueeze(1);
}

torch::Tensor linear(const torch::Tensor& training, const torch::Tensor& validation,
                     const torch::Tensor& given)
{
    const std::int64_t givenPoints = given.size(1);
    const std::int64_t horizon = training.size(1) - givenPoints;
    const auto known = [&](const torch::Tensor& curves) {
        return toDouble(curves).narrow(1, 0, givenPoints).flatten(1);
    };
    const auto rest = [&](const torch::Tensor& curves) {
        return toDouble(curves).narrow(1, givenPoints, horizon).flatten(1);
    };
    const RidgeRegression ridge(known(training), rest(training));
    std::vector<std::int64_t> shape = given.sizes().vec();
    shape[1] = horizon;
    if (ridge.constantInput())  // nothing to regress on: the intercept alone
        return ridge.outputMean().unsqueeze(0).expand({given.size(0), -1}).reshape(shape);

    double best = std::numeric_limits<double>::infinity();
    double bestPenalty = 1e2;
    for (int exponent = kLargestPenaltyExponent; exponent >= kSmallestPenaltyExponent; --exponent) {
        const double penalty = std::pow(10.0, exponent);
        const torch::Tensor error = ridge.predict(known(validation), penalty) - rest(validation);
        const double score = error.square().mean().item<double>();
        if (score < best) {
            best = score;
            bestPenalty = penalty;
        }
    }
    return ridge.predict(known(given), bestPenalty).reshape(shape);
}

}  // namespace floors

const std::vector<FloorDescription>& floorCatalog()
{
    static const std::vector<FloorDescription> catalog = {
        {"persistence", "Last given value, held", ""},
        {"zero", "Zero everywhere", "fields"},
        {"mean", "Mean training curve", ""},
        {"own_mean", "Mean of the sample's own given points", ""},
        {"linear", "Ridge regression from the given points to the rest", ""},
        {"ar", "Autoregression of each channel for every horizon", ""},
        {"var", "Vector autoregression of up to 5 points, iterated",
         "at most 1024 values in those points"},
        {"nearest_curve", "Nearest training curve by the given points", ""},
        {"nearest_shifted", "Nearest training field over all shifts",
         "translation-invariant fields on a circle"},
    };
    return catalog;
}

std::map<std::string, Scores> scoreFloors(const Dataset& dataset, const Split& split,
                                          const std::vector<std::int64_t>& samples)
{
    const std::int64_t givenPoints = dataset.givenPoints;
    const std::int64_t horizon = dataset.timeCount() - givenPoints;
    if (givenPoints < 1 || horizon < 1)
        throw InputError("floors", "no points are left to predict",
                         std::to_string(givenPoints) + " points given",
                         "1 to " + std::to_string(dataset.timeCount() - 1));
    if (split.training.empty() || split.validation.empty() || samples.empty())
        throw InputError("floors", "a set is empty", {}, "training, validation and scored samples");

    const torch::NoGradGuard noGradient;
    const auto read = [&](const std::vector<std::int64_t>& wanted) {
        return dataset.givenFirst(toDouble(dataset.samples(wanted)));
    };
    const torch::Tensor training = read(withinMemory(dataset, split.training));
    const torch::Tensor validation = read(withinMemory(dataset, split.validation));
    const torch::Tensor scored = read(samples);
    const torch::Tensor given = scored.narrow(1, 0, givenPoints);
    const torch::Tensor truth = scored.narrow(1, givenPoints, horizon);
    const auto count = static_cast<std::int64_t>(samples.size());
    std::map<std::string, Scores> scores = {
        {"persistence",
         scorePredictions(floors::outerValues(given, dataset.givenStart, horizon), truth)},
        {"mean", scorePredictions(floors::meanCurve(training, givenPoints, count), truth)},
        {"nearest_curve", scorePredictions(floors::nearestCurve(training, given), truth)},
        {"ar", scorePredictions(floors::autoregression(training, given), truth)},
        {"linear", scorePredictions(floors::linear(training, validation, given), truth)},
        {"own_mean", scorePredictions(floors::ownMean(given, horizon), truth)},
    };
    if (!dataset.space.empty())
        scores["zero"] = scorePredictions(torch::zeros_like(truth), truth);
    if (floors::allowsVectorAutoregression(given)) {
        // In the order of time; what lies before the window keeps its first value.
        const auto before = dataset.givenStart;
        const auto inOrder = [&](const torch::Tensor& block) {
            return torch::cat({block.narrow(1, givenPoints, before),
                               block.narrow(1, 0, givenPoints),
                               block.slice(1, givenPoints + before)},
                              1);
        };
        const torch::Tensor after = floors::vectorAutoregression(
            inOrder(training), inOrder(validation), given, horizon - before);
        scores["var"] = scorePredictions(
            torch::cat({floors::outerValues(given, before, before), after}, 1), truth);
    }
    if (dataset.translationInvariant && dataset.space.size() == 1 && dataset.space[0].periodic)
        scores["nearest_shifted"] =
            scorePredictions(floors::nearestShifted(training, given), truth);
    return scores;
}

}  // namespace nie
