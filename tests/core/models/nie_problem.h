#pragma once

#include "core/models/nie/nie_model.h"

namespace nie::test {

/// Two channels on [0, 2]; in double, in evaluation mode.
inline std::shared_ptr<NieModel> makeNieAsGiven(const NieOptions& options)
{
    torch::manual_seed(5);
    ModelContext context;
    context.channels = 2;
    context.times = torch::linspace(0, 2, 21, torch::kDouble);
    context.mean = torch::tensor({0.3, -0.2}, torch::kDouble);
    context.scale = torch::tensor({1.5, 0.7}, torch::kDouble);
    auto model = std::make_shared<NieModel>(options, context);
    model->to(torch::kDouble);
    model->eval();
    return model;
}

/// The same with small networks.
inline std::shared_ptr<NieModel> makeNie(NieOptions options = {})
{
    options.hidden = 12;
    options.rank = 3;
    return makeNieAsGiven(options);
}

inline Query nieQuery(std::int64_t times = 21, std::int64_t given = 1)
{
    torch::manual_seed(9);
    Query query;
    query.given = torch::randn({3, given, 2}, torch::kDouble);
    query.times = torch::linspace(0, 2, times, torch::kDouble);
    return query;
}

inline NieOptions solvedTightly(const std::string& limits, std::int64_t knots)
{
    NieOptions options;
    options.limits = limits;
    options.knots = knots;
    options.solver = {.tolerance = 1e-13, .maxIterations = 100};
    options.trainingSolver = options.solver;
    options.gradient.adjoint = {.tolerance = 1e-13, .maxIterations = 100};
    return options;
}

/// In the units in which the model computes.
inline torch::Tensor normalised(const torch::Tensor& y)
{
    // Buffers are float until the model becomes double.
    const auto mean = torch::tensor({0.3f, -0.2f}).to(torch::kDouble);
    const auto scale = torch::tensor({1.5f, 0.7f}).to(torch::kDouble);
    return (y - mean) / scale;
}

/// Simpson's rule on `count` (odd) equidistant points of an interval.
inline torch::Tensor simpsonWeights(std::int64_t count, double length)
{
    auto weights = torch::full({count}, 2.0, torch::kDouble);
    weights.slice(0, 1, count, 2) = 4.0;
    weights[0] = weights[count - 1] = 1.0;
    return weights * (length / (3.0 * static_cast<double>(count - 1)));
}

/// Makes the integral vanish: the kernel network's last layer becomes zero.
inline void switchOffKernel(NieModel& model)
{
    const torch::NoGradGuard noGrad;
    for (auto& item : model.named_parameters())
        if (item.key().rfind("kernel.layer2", 0) == 0)
            item.value().zero_();
}

}  // namespace nie::test
