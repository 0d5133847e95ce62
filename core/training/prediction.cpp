#include "core/training/prediction.h"

#include "core/data/tensor_conversion.h"
#include "core/training/evaluation_mode.h"

#include <algorithm>
#include <limits>

namespace nie {

namespace {

/// Samples solved at a time, and numbers of a batch at the most: fields make smaller batches.
constexpr std::int64_t kEvaluationBatch = 128;
constexpr std::int64_t kEvaluationNumbers = 1 << 17;

std::size_t evaluationBatch(const Dataset& data)
{
    std::int64_t numbers = 1;
    for (const std::int64_t size : data.shape())
        numbers *= size;
    numbers /= data.sampleCount();
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(kEvaluationNumbers / numbers, 1, kEvaluationBatch));
}

}  // namespace

void giveWindow(SampleBatch& batch, const Dataset& data, std::int64_t start)
{
    batch.query.givenStart = start;
    batch.query.given = batch.truth.narrow(1, start, data.givenPoints);
}

void beginAt(SampleBatch& batch, const Dataset& data, std::int64_t start)
{
    batch.truth = batch.truth.slice(1, start);
    batch.query.times = batch.query.times.slice(0, start);
    giveWindow(batch, data, 0);
}

SampleBatch makeBatch(const TrainingTask& task, const std::vector<std::int64_t>& samples)
{
    const Dataset& data = *task.dataset;
    SampleBatch batch;
    batch.truth = data.samples(samples).to(task.device, torch::kFloat);
    giveWindow(batch, data, data.givenStart);
    batch.query.times = data.times.to(task.device, torch::kFloat);
    for (const SpaceAxis& axis : data.space)
        batch.query.space.push_back(torch::tensor(axis.coordinates, torch::kDouble).to(task.device, torch::kFloat));
    return batch;
}

void shiftRandomly(SampleBatch& batch, const Dataset& data)
{
    std::vector<torch::Tensor> shifted;
    for (std::int64_t i = 0; i < batch.truth.size(0); ++i) {
        torch::Tensor sample = batch.truth[i];  // [time, space..., channel]
        for (std::size_t axis = 0; axis < data.space.size(); ++axis)
            if (data.space[axis].periodic)
                sample = sample.roll(torch::randint(data.space[axis].size(), {1}).item<std::int64_t>(),
                                     static_cast<std::int64_t>(axis) + 1);
        shifted.push_back(sample);
    }
    batch.truth = torch::stack(shifted);
    giveWindow(batch, data, batch.query.givenStart);
}

SetPrediction predictSamples(const TrainingTask& task, const std::vector<std::int64_t>& samples,
                             std::stop_token stop)
{
    const EvaluationMode evaluation(*task.model);
    SetPrediction result;
    std::vector<torch::Tensor> parts;
    double iterations = 0.0;
    double converged = 0.0;
    const std::size_t step = evaluationBatch(*task.dataset);
    for (std::size_t begin = 0; begin < samples.size(); begin += step) {
        const auto end = std::min(samples.size(), begin + step);
        const std::vector<std::int64_t> part(samples.begin() + static_cast<std::ptrdiff_t>(begin),
                                             samples.begin() + static_cast<std::ptrdiff_t>(end));
        const auto prediction = task.model->predict(makeBatch(task, part).query, {.stop = stop});
        parts.push_back(prediction.y.to(torch::kCPU, torch::kDouble));
        const auto count = static_cast<double>(part.size());
        const bool solves = !prediction.trace.finalResiduals.empty();
        iterations += count * prediction.trace.meanIterations();
        converged += count * (solves ? prediction.trace.convergedShare : 1.0);
        result.solverResidual = std::max(result.solverResidual, prediction.trace.largestResidual());
        const std::vector<double>& residuals = prediction.trace.finalResiduals;
        for (std::size_t i = 0; i < part.size(); ++i)
            result.residuals.push_back(residuals.size() == part.size()
                                           ? residuals[i]
                                           : std::numeric_limits<double>::quiet_NaN());
    }
    const auto count = static_cast<double>(samples.size());
    result.y = torch::cat(parts);
    result.truth = task.dataset->samples(samples).to(torch::kDouble);
    result.solverIterations = iterations / count;
    result.convergedShare = converged / count;
    return result;
}

PredictionSnapshot snapshotOf(const TrainingTask& task, std::int64_t sample, const std::string& split,
                              std::int64_t step, std::stop_token stop)
{
    const EvaluationMode evaluation(*task.model);
    const auto batch = makeBatch(task, {sample});
    const auto prediction = task.model->predict(batch.query, {.stop = stop, .keepIterates = true});
    PredictionSnapshot snapshot;
    snapshot.step = step;
    snapshot.sample = sample;
    snapshot.split = split;
    snapshot.channels = task.dataset->channels;
    snapshot.timeLabel = task.dataset->timeLabel;
    snapshot.givenPoints = task.dataset->givenStart == 0 ? task.dataset->givenPoints : 0;
    snapshot.times = toVector(task.dataset->times);
    snapshot.space = task.dataset->space;
    snapshot.truth = toVector(task.dataset->samples({sample}));
    snapshot.prediction = toVector(prediction.y);
    for (const auto& iterate : prediction.iterates)
        snapshot.iterates.push_back(toVector(iterate));
    snapshot.trace = prediction.trace;
    return snapshot;
}

}  // namespace nie
