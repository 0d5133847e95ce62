#pragma once

#include "core/models/anie/anie.h"
#include "core/training/trainer.h"

namespace nie::test {

/// Twenty damped oscillations on twelve times, and a small ANIE: a training of milliseconds a step.
inline TrainingTask smallTask(std::uint64_t seed = 1, AnieOptions options = {})
{
    auto data = std::make_shared<Dataset>();
    data->name = "oscillations";
    data->channels = {"a", "b"};
    data->times = torch::linspace(0, 1, 12, torch::kDouble);
    const auto phase = torch::linspace(0, 3, 20, torch::kDouble).reshape({20, 1});
    const auto angle = phase + 4 * data->times.unsqueeze(0);
    data->values = torch::stack({torch::cos(angle), torch::sin(angle)}, 2) * torch::exp(-data->times).unsqueeze(1);
    data->givenPoints = 3;
    options.width = 8;
    options.heads = 2;
    options.hidden = 8;
    options.timeFeatures = 2;

    TrainingTask task;
    for (std::int64_t i = 0; i < 20; ++i)
        (i % 5 == 3 ? task.split.validation : i % 5 == 4 ? task.split.test : task.split.training).push_back(i);
    ModelContext context;
    context.channels = 2;
    context.givenPoints = 3;
    context.times = data->times;
    context.mean = torch::zeros({2}, torch::kDouble);
    context.scale = torch::ones({2}, torch::kDouble);
    torch::manual_seed(seed);
    task.model = std::make_shared<Anie>(options, context);
    task.dataset = data;
    task.experiment = "small";
    task.modelName = "anie";
    task.seed = seed;
    return task;
}

/// Keeps every report.
struct Recording : TrainingObserver {
    void onStep(const StepReport& report) override { steps.push_back(report); }
    void onValidation(const ValidationReport& report) override { validations.push_back(report); }
    void onEvent(const TrainingEvent& event) override { events.push_back(event); }
    void onPrediction(std::shared_ptr<const PredictionSnapshot> p) override { predictions.push_back(p); }
    void onFinished(const RunOutcome& o) override { outcome = o; }

    std::vector<double> losses() const
    {
        std::vector<double> result;
        for (const auto& report : steps)
            result.push_back(report.trainLoss);
        return result;
    }

    std::vector<StepReport> steps;
    std::vector<ValidationReport> validations;
    std::vector<TrainingEvent> events;
    std::vector<std::shared_ptr<const PredictionSnapshot>> predictions;
    RunOutcome outcome;
};

}  // namespace nie::test
