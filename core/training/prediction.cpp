#include "core/training/prediction.h"

#include <algorithm>

namespace nie {

namespace {

constexpr std::int64_t kEvaluationBatch = 128;

/// Evaluation mode for a scope.
class EvaluationMode {
public:
    explicit EvaluationMode(Model& model) : m_model(model), m_wasTraining(model.is_training())
    {
        m_model.eval();
    }
    ~EvaluationMode() { m_model.train(m_wasTraining); }
    EvaluationMode(const EvaluationMode&) = delete;
    EvaluationMode& operator=(const EvaluationMode&) = delete;

private:
    Model& m_model;
    bool m_wasTraining;
    torch::NoGradGuard m_noGrad;
};

std::vector<double> toDoubles(const torch::Tensor& tensor)
{
    const auto plain = tensor.detach().to(torch::kCPU, torch::kDouble).contiguous();
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

}  // namespace

SampleBatch makeBatch(const TrainingTask& task, const std::vector<std::int64_t>& samples)
{
    const Dataset& data = *task.dataset;
    const auto rows = data.values.index_select(0, torch::tensor(samples, torch::kLong));
    SampleBatch batch;
    batch.truth = rows.to(task.device, torch::kFloat);
    batch.query.given = batch.truth.slice(1, 0, data.givenPoints);
    batch.query.times = data.times.to(task.device, torch::kFloat);
    return batch;
}

SetPrediction predictSamples(const TrainingTask& task, const std::vector<std::int64_t>& samples,
                             std::stop_token stop)
{
    const EvaluationMode evaluation(*task.model);
    SetPrediction result;
    std::vector<torch::Tensor> parts;
    double iterations = 0.0;
    double converged = 0.0;
    for (std::size_t begin = 0; begin < samples.size(); begin += kEvaluationBatch) {
        const auto end = std::min(samples.size(), begin + kEvaluationBatch);
        const std::vector<std::int64_t> part(samples.begin() + static_cast<std::ptrdiff_t>(begin),
                                             samples.begin() + static_cast<std::ptrdiff_t>(end));
        const auto prediction = task.model->predict(makeBatch(task, part).query, {.stop = stop});
        parts.push_back(prediction.y.to(torch::kCPU, torch::kDouble));
        const auto count = static_cast<double>(part.size());
        const bool solves = !prediction.trace.finalResiduals.empty();
        iterations += count * prediction.trace.meanIterations();
        converged += count * (solves ? prediction.trace.convergedShare : 1.0);
        result.solverResidual = std::max(result.solverResidual, prediction.trace.largestResidual());
    }
    const auto count = static_cast<double>(samples.size());
    result.y = torch::cat(parts);
    result.truth = task.dataset->values.index_select(0, torch::tensor(samples, torch::kLong));
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
    snapshot.givenPoints = task.dataset->givenPoints;
    snapshot.times = toDoubles(task.dataset->times);
    snapshot.truth = toDoubles(task.dataset->values[sample]);
    snapshot.prediction = toDoubles(prediction.y);
    for (const auto& iterate : prediction.iterates)
        snapshot.iterates.push_back(toDoubles(iterate));
    snapshot.trace = prediction.trace;
    return snapshot;
}

}  // namespace nie
