#pragma once

#include "core/models/anie/anie.h"
#include "core/models/anie_field/anie_field.h"
#include "core/training/trainer.h"

#include <torch/torch.h>

namespace nie::test {

constexpr std::int64_t kExampleTimes = 7;
constexpr std::int64_t kExampleWidth = 12;

/// Seven points of curves with two channels, ten samples; or of fields on a circle of 8 points.
inline std::shared_ptr<const Dataset> exampleDataset(bool fields)
{
    torch::manual_seed(1);
    Dataset data;
    data.name = "waves";
    data.channels = {"a", "b"};
    data.timeLabel = "t (s)";
    data.times = torch::linspace(0, 3, kExampleTimes, torch::kDouble).square() / 3;
    data.givenPoints = 2;
    if (fields)
        data.space = {SpaceAxis::periodicAxis("x", 8, 4.0)};
    data.values = fields ? torch::randn({10, kExampleTimes, 8, 2}, torch::kDouble)
                         : torch::randn({10, kExampleTimes, 2}, torch::kDouble);
    data.values = data.values.cumsum(1) / 4;
    return std::make_shared<const Dataset>(std::move(data));
}

inline ModelContext exampleContext(const Dataset& data)
{
    ModelContext context;
    context.channels = 2;
    context.givenPoints = data.givenPoints;
    context.times = data.times;
    context.space = data.space;
    context.mean = torch::tensor({0.1, -0.2}, torch::kDouble);
    context.scale = torch::tensor({0.8, 0.5}, torch::kDouble);
    return context;
}

inline AnieOptions exampleCurveOptions(const std::string& attention, const std::string& limits)
{
    AnieOptions options;
    options.attention = attention;
    options.limits = limits;
    options.width = kExampleWidth;
    options.heads = 3;
    options.blocks = 2;
    options.hidden = 10;
    options.timeFeatures = 0;
    return options;
}

inline std::shared_ptr<Model> exampleModel(const Dataset& data, const std::string& attention,
                                           const std::string& limits)
{
    torch::manual_seed(4);
    if (data.space.empty())
        return std::make_shared<Anie>(exampleCurveOptions(attention, limits), exampleContext(data));
    AnieFieldOptions options;
    options.attention = attention;
    options.limits = limits;
    options.patch = 2;
    options.latentChannels = 5;
    options.decoderHidden = 8;
    options.width = kExampleWidth;
    options.heads = 3;
    options.blocks = 2;
    options.hidden = 10;
    return std::make_shared<AnieField>(options, exampleContext(data));
}

inline TrainingTask exampleTask(bool fields, const std::string& attention = "softmax",
                                const std::string& limits = "fredholm")
{
    TrainingTask task;
    task.dataset = exampleDataset(fields);
    task.split = {{0, 1, 2, 3, 4, 5}, {6, 7}, {8, 9}};
    task.model = exampleModel(*task.dataset, attention, limits);
    task.experiment = "waves";
    task.modelName = fields ? "anie_field" : "anie";
    return task;
}

}  // namespace nie::test
