#pragma once

#include "core/models/teacher_forcing.h"
#include "core/training/adamw.h"

#include <vector>

namespace nie::test {

/// Samples with what a model is built for and asked about them.
struct BaselineProblem {
    torch::Tensor truth;  ///< [batch, time, space..., channel]
    ModelContext context;
    Query query;
};

inline BaselineProblem problemOf(torch::Tensor truth, std::int64_t given,
                                 std::vector<SpaceAxis> space = {})
{
    BaselineProblem problem;
    problem.context.channels = truth.size(-1);
    problem.context.givenPoints = given;
    problem.context.times = torch::linspace(0, 1, truth.size(1), torch::kDouble);
    const auto rows = truth.flatten(0, -2).to(torch::kDouble);
    problem.context.mean = rows.mean(0);
    problem.context.scale = rows.std(0);
    problem.query.given = truth.slice(1, 0, given);
    problem.query.times = problem.context.times.to(torch::kFloat);
    for (const SpaceAxis& axis : space)
        problem.query.space.push_back(torch::tensor(axis.coordinates, torch::kFloat));
    problem.context.space = std::move(space);
    problem.truth = std::move(truth);
    return problem;
}

/// Four damped oscillations in the plane.
inline BaselineProblem fourCurves(std::int64_t given, std::int64_t points = 24)
{
    const auto t = torch::linspace(0, 1, points);
    const auto phase = torch::tensor({0.0F, 0.8F, 2.0F, 3.5F}).unsqueeze(1);
    const auto angle = phase + 5.0 * t;
    return problemOf(torch::stack({torch::cos(angle), 0.5 + torch::sin(angle)}, 2) *
                         torch::exp(-t).view({1, -1, 1}),
                     given);
}

/// Four waves that travel around the circle or torus, 8 points an axis, 6 frames, within -1..1.
inline BaselineProblem fourWaves(std::int64_t dimensions, std::int64_t given)
{
    constexpr std::int64_t kCells = 8;
    const auto x = torch::arange(kCells, torch::kFloat) * (2 * M_PI / kCells);
    const auto t = torch::linspace(0, 1, 6);
    const auto height = torch::tensor({0.3F, 0.5F, 0.7F, 0.9F});
    auto angle = x.view({1, 1, -1}) - 2.0 * t.view({1, -1, 1});
    std::vector<SpaceAxis> space{SpaceAxis::periodicAxis("x", kCells)};
    if (dimensions == 2) {
        angle = angle.unsqueeze(-1) + x.view({1, 1, 1, -1});
        space.push_back(SpaceAxis::periodicAxis("y", kCells));
    }
    std::vector<std::int64_t> shape(static_cast<std::size_t>(angle.dim()), 1);
    shape[0] = height.size(0);
    return problemOf((height.view(shape) * torch::sin(angle)).unsqueeze(-1), given,
                     std::move(space));
}

/// What a training step computes.
inline Prediction trainingPrediction(Model& model, const BaselineProblem& problem)
{
    auto* forced = dynamic_cast<TeacherForced*>(&model);
    return forced ? forced->predictForced(problem.query, problem.truth, {})
                  : model.predict(problem.query, {});
}

/// The loss after so many steps as a share of the loss before the first.
inline double lossLeft(Model& model, const BaselineProblem& problem, std::int64_t steps,
                       double rate)
{
    AdamW optimizer(model, model.parametersWithoutDecay(), 0.0, AdamW::Decay::Decoupled);
    model.train();
    double first = 0.0;
    double last = 0.0;
    for (std::int64_t step = 0; step < steps; ++step) {
        optimizer.zeroGradients();
        const auto prediction = trainingPrediction(model, problem);
        auto loss = torch::mse_loss(prediction.y, problem.truth);
        last = loss.item<double>();
        if (step == 0)
            first = last;
        if (prediction.penalty.defined())
            loss = loss + prediction.penalty;
        loss.backward();
        optimizer.gatherGradients();
        const double progress = static_cast<double>(step) / static_cast<double>(steps);
        optimizer.step(rate * (1.0 - 0.9 * progress), 1.0);
    }
    return last / first;
}

inline torch::Tensor evaluated(Model& model, const Query& query)
{
    const torch::NoGradGuard noGrad;
    model.eval();
    return model.predict(query, {}).y;
}

/// The same question with its times from `kept` on moved and one more added.
inline Query withOtherLaterTimes(Query query, std::int64_t kept)
{
    query.times = torch::cat({query.times.slice(0, 0, kept), query.times.slice(0, kept) + 0.37,
                              query.times.slice(0, -1) + 0.5});
    return query;
}

}  // namespace nie::test
