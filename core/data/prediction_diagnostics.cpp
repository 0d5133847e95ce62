#include "core/data/prediction_diagnostics.h"

#include "core/data/tensor_conversion.h"
#include "core/signals/power_spectrum.h"
#include "core/signals/principal_components.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nie {

namespace {

constexpr std::int64_t kScatterPoints = 5000;
/// More places than so many are taken evenly: the decomposition is cubic in their number.
constexpr std::int64_t kComponentFeatures = 256;
constexpr std::int64_t kComponentPaths = 3;
constexpr std::int64_t kComponentSamples = 1000;
constexpr std::int64_t kSpectrumSeries = 4096;
constexpr std::int64_t kKeptNumbers = 32 * 1024 * 1024 / static_cast<std::int64_t>(sizeof(double));

torch::Tensor onCpu(const torch::Tensor& tensor)
{
    return tensor.detach().to(torch::kCPU, torch::kFloat64);
}

/// [a, b] as a matrix.
Eigen::MatrixXd matrixFrom(const torch::Tensor& rows)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const torch::Tensor plain = rows.contiguous();
    return Eigen::Map<const RowMajor>(plain.data_ptr<double>(), plain.size(0), plain.size(1));
}

/// Every so many along an axis that at most `most` remain.
torch::Tensor evenly(const torch::Tensor& tensor, std::int64_t axis, std::int64_t most)
{
    const std::int64_t stride = (tensor.size(axis) + most - 1) / most;
    return tensor.slice(axis, 0, tensor.size(axis), std::max<std::int64_t>(stride, 1));
}

EvaluationDiagnostics::Scatter thinnedScatter(const torch::Tensor& prediction,
                                              const torch::Tensor& truth)
{
    const torch::Tensor p = prediction.flatten(), y = truth.flatten();
    const std::int64_t stride =
        thinningStride(y.numel(), y.numel() / truth.size(0), kScatterPoints);
    return {toVector(y.slice(0, 0, y.numel(), stride)), toVector(p.slice(0, 0, p.numel(), stride)),
            y.numel()};
}

std::array<std::vector<double>, 2> firstTwo(const PrincipalComponents& components,
                                            const Eigen::MatrixXd& rows)
{
    const Eigen::MatrixXd plane = components.project(rows, 2);
    std::array<std::vector<double>, 2> found;
    for (Eigen::Index k = 0; k < 2; ++k)
        found[static_cast<std::size_t>(k)].assign(plane.col(k).begin(), plane.col(k).end());
    return found;
}

EvaluationDiagnostics::Components principalPathsOf(const PredictedSet& set,
                                                   const torch::Tensor& prediction,
                                                   const torch::Tensor& truth)
{
    EvaluationDiagnostics::Components found;
    // Curves of several channels and fields are paths over time; of one channel without space each
    // sample is a point in the space of its times.
    const bool overSamples = truth.flatten(2).size(2) < 2;
    found.overSamples = overSamples;
    const torch::Tensor y = evenly(truth.flatten(2), overSamples ? 1 : 2, kComponentFeatures);
    const torch::Tensor p = evenly(prediction.flatten(2), overSamples ? 1 : 2, kComponentFeatures);
    const Eigen::MatrixXd observations = matrixFrom(overSamples ? y.flatten(1) : y.flatten(0, 1));
    if (observations.rows() < 3 || observations.cols() < 2) {
        found.missing = "too few points: principal components need three of two values";
        return found;
    }
    if (!observations.allFinite()) {
        found.missing = "the data hold values that are not finite";
        return found;
    }
    const PrincipalComponents components(observations);
    const Eigen::VectorXd shares = components.shares();
    found.shares = {shares(0), shares(1)};
    const std::int64_t count =
        std::min(truth.size(0), overSamples ? kComponentSamples : kComponentPaths);
    for (std::int64_t i = 0; i < count; ++i) {
        EvaluationDiagnostics::Path path;
        path.sample = set.samples[static_cast<std::size_t>(i)];
        const auto rowsOf = [&](const torch::Tensor& values) {
            return matrixFrom(overSamples ? values[i].reshape({1, -1}) : values[i]);
        };
        path.truth = firstTwo(components, rowsOf(y));
        path.prediction = firstTwo(components, rowsOf(p));
        found.paths.push_back(std::move(path));
    }
    return found;
}

/// The spacing of an even grid; 0 where it is not even.
double evenSpacing(const std::vector<double>& grid)
{
    if (grid.size() < 2)
        return 0.0;
    const double step = (grid.back() - grid.front()) / static_cast<double>(grid.size() - 1);
    for (std::size_t i = 1; i < grid.size(); ++i)
        if (std::abs(grid[i] - grid[i - 1] - step) > 1e-3 * step)
            return 0.0;
    return step;
}

/// Of [sample, time, space..., channel] along time, or of a field along its first axis of space.
std::vector<double> densityOf(const torch::Tensor& values, bool field, double rate,
                              std::vector<double>* frequencies)
{
    // Thinned by whole sets of channels: the sum over channels stays a sum.
    const std::int64_t channels = values.size(-1);
    const torch::Tensor series = values.movedim(field ? 2 : 1, 0).flatten(1);
    const torch::Tensor sets = evenly(series.reshape({series.size(0), -1, channels}), 1,
                                      std::max<std::int64_t>(1, kSpectrumSeries / channels));
    const PowerSpectrum spectrum = PowerSpectrum::of(matrixFrom(sets.flatten(1)), rate);
    const Eigen::VectorXd mean =
        spectrum.density.rowwise().sum() / static_cast<double>(sets.size(1));
    if (frequencies)
        frequencies->assign(spectrum.frequencies.begin(), spectrum.frequencies.end());
    return {mean.begin(), mean.end()};
}

EvaluationDiagnostics::Spectrum meanSpectrum(const PredictedSet& set,
                                             const torch::Tensor& prediction,
                                             const torch::Tensor& truth,
                                             const std::vector<double>& times)
{
    EvaluationDiagnostics::Spectrum found;
    const bool field = !set.dataset.space.empty();
    const std::vector<double> grid = field ? set.dataset.space.front().coordinates : times;
    const std::string name = field ? set.dataset.space.front().name : "t";
    found.label = field ? "wave number (1/" + name + ")" : "frequency (1/" + name + ")";
    const double spacing = evenSpacing(grid);
    if (grid.size() < 8)
        found.missing = "fewer than 8 points along " + name;
    else if (!(spacing > 0.0))
        found.missing = "the points along " + name + " are not evenly spaced";
    else if (!torch::isfinite(prediction).all().item<bool>())
        found.missing = "the prediction is not finite";
    if (!found.missing.empty())
        return found;
    found.truth = densityOf(truth, field, 1.0 / spacing, &found.frequencies);
    found.prediction = densityOf(prediction, field, 1.0 / spacing, nullptr);
    return found;
}

std::vector<EvaluationDiagnostics::Sample> sampleErrorsOf(const PredictedSet& set,
                                                          const torch::Tensor& prediction,
                                                          const torch::Tensor& truth,
                                                          const Scores& scores)
{
    const std::vector<double> mse = toVector((prediction - truth).square().flatten(1).mean(1));
    const std::vector<double> norm = toVector(truth.square().flatten(1).mean(1));
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<EvaluationDiagnostics::Sample> samples;
    for (std::size_t i = 0; i < set.samples.size(); ++i)
        samples.push_back({set.samples[i], mse[i],
                           norm[i] > 0.0 ? std::sqrt(mse[i] / norm[i]) : none,
                           i < scores.sampleR2.size() ? scores.sampleR2[i] : none,
                           i < set.residuals.size() ? set.residuals[i] : none});
    return samples;
}

/// The worst first, as many as fit.
std::vector<std::shared_ptr<const PredictionSnapshot>> keptPredictions(
    const PredictedSet& set, const std::vector<EvaluationDiagnostics::Sample>& samples)
{
    std::vector<std::size_t> order(samples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // What is not finite is the worst; what has no relative error (a truth of 0) comes last.
    const auto badness = [&samples](std::size_t i) {
        if (!std::isfinite(samples[i].mse))
            return std::numeric_limits<double>::infinity();
        return std::isnan(samples[i].relativeL2) ? -1.0 : samples[i].relativeL2;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&badness](std::size_t a, std::size_t b) { return badness(a) > badness(b); });
    const std::int64_t each = 2 * set.truth.numel() / std::max<std::int64_t>(1, set.truth.size(0));
    const auto count = static_cast<std::size_t>(std::min<std::int64_t>(
        static_cast<std::int64_t>(order.size()), std::max<std::int64_t>(1, kKeptNumbers / each)));
    std::vector<std::shared_ptr<const PredictionSnapshot>> kept;
    for (std::size_t k = 0; k < count; ++k) {
        const auto i = static_cast<std::int64_t>(order[k]);
        auto snapshot = std::make_shared<PredictionSnapshot>();
        snapshot->step = set.step;
        snapshot->sample = set.samples[order[k]];
        snapshot->split = set.split;
        snapshot->channels = set.dataset.channels;
        snapshot->timeLabel = set.dataset.timeLabel;
        snapshot->givenPoints = set.dataset.givenStart == 0 ? set.dataset.givenPoints : 0;
        snapshot->times = toVector(set.dataset.times);
        snapshot->space = set.dataset.space;
        snapshot->truth = toVector(set.truth[i]);
        snapshot->prediction = toVector(set.prediction[i]);
        kept.push_back(std::move(snapshot));
    }
    return kept;
}

}  // namespace

std::int64_t thinningStride(std::int64_t count, std::int64_t block, std::int64_t most)
{
    std::int64_t stride = std::max<std::int64_t>(1, (count + most - 1) / most);
    while (stride > 1 && std::gcd(stride, std::max<std::int64_t>(block, 1)) > 1)
        ++stride;
    return stride;
}

EvaluationDiagnostics diagnose(const PredictedSet& set, const Scores& scores)
{
    const torch::NoGradGuard noGradient;
    const torch::Tensor prediction = onCpu(set.prediction), truth = onCpu(set.truth);
    const auto scored = [&set](const torch::Tensor& values) {
        return set.dataset.givenFirst(values).slice(1, set.scoredFrom);
    };
    const torch::Tensor p = scored(prediction), y = scored(truth);
    EvaluationDiagnostics diagnostics;
    diagnostics.split = set.split;
    diagnostics.timeLabel = set.dataset.timeLabel;
    // As a set of one sample, so that the times are put in the order of the points.
    diagnostics.horizonTimes =
        toVector(scored(onCpu(set.dataset.times).reshape({1, -1, 1})).flatten());
    diagnostics.scatter = thinnedScatter(p, y);
    diagnostics.components = principalPathsOf(set, prediction, truth);
    diagnostics.spectrum = meanSpectrum(set, p, y, diagnostics.horizonTimes);
    diagnostics.samples = sampleErrorsOf(set, p, y, scores);
    diagnostics.predictions = keptPredictions(set, diagnostics.samples);
    return diagnostics;
}

}  // namespace nie
