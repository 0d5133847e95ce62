#pragma once

#include "core/models/model.h"
#include "core/training/adamw.h"

#include <torch/torch.h>

#include <cmath>
#include <numbers>

namespace nie::test {

/// `dimensions` periodic axes of `cells` points, `times` equidistant times on [0, 1].
inline ModelContext fieldContext(std::int64_t dimensions, std::int64_t cells, std::int64_t times,
                                 std::int64_t given = 1)
{
    ModelContext context;
    context.givenPoints = given;
    context.times = torch::linspace(0, 1, times, torch::kDouble);
    const char* names[] = {"x", "y"};
    for (std::int64_t axis = 0; axis < dimensions; ++axis)
        context.space.push_back(SpaceAxis::periodicAxis(names[axis], cells));
    context.mean = torch::full({1}, 0.1, torch::kDouble);
    context.scale = torch::full({1}, 0.8, torch::kDouble);
    return context;
}

/// Four waves of two harmonics that travel along x at speed 1/4, [4, time, space..., 1].
inline torch::Tensor travellingWaves(const ModelContext& context)
{
    const auto axis = [](const SpaceAxis& a) {
        return torch::tensor(a.coordinates, torch::kDouble);
    };
    const auto phase = (axis(context.space[0]).unsqueeze(0) - 0.25 * context.times.unsqueeze(1)) *
                       (2 * std::numbers::pi);
    const auto shift = torch::arange(4, torch::kDouble).view({4, 1, 1});
    auto wave = torch::sin(phase + shift) + 0.4 * torch::cos(2 * phase - 0.7 * shift);
    if (context.space.size() == 2)
        wave = wave.unsqueeze(3) *
               (1 + 0.5 * torch::cos(axis(context.space[1]) * (2 * std::numbers::pi)));
    return wave.unsqueeze(-1);
}

inline Query fieldQuery(const ModelContext& context, const torch::Tensor& truth,
                        const torch::TensorOptions& type)
{
    Query query{truth.slice(1, 0, context.givenPoints).to(type), context.times.to(type)};
    for (const SpaceAxis& axis : context.space)
        query.space.push_back(torch::tensor(axis.coordinates, torch::kDouble).to(type));
    return query;
}

/// Share of the first loss that is left after training on the four waves with Adam.
inline double lossLeftOnFourWaves(Model& model, const ModelContext& context, int steps, double rate)
{
    const auto truth = travellingWaves(context).to(torch::kFloat);
    const auto query = fieldQuery(context, truth, torch::kFloat);
    AdamW optimizer(model, {}, 0.0);
    model.train();
    double first = 0.0;
    double last = 0.0;
    for (int step = 0; step < steps; ++step) {
        // The rate falls to 0, so that the last steps settle.
        const double fall = 0.5 * (1.0 + std::cos(std::numbers::pi * step / steps));
        optimizer.zeroGradients();
        const auto loss = torch::mse_loss(model.predict(query, {}).y, truth);
        loss.backward();
        optimizer.gatherGradients();
        optimizer.step(rate * fall, 0.0);
        last = loss.item<double>();
        if (step == 0)
            first = last;
    }
    return last / first;
}

}  // namespace nie::test
