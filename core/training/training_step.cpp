#include "core/data/metrics.h"
#include "core/models/teacher_forcing.h"
#include "core/training/loss.h"
#include "core/training/prediction.h"
#include "core/training/schedule.h"
#include "core/training/trainer_state.h"

#include <fmt/format.h>

#include <cmath>

namespace nie {

NonFiniteStep::NonFiniteStep(std::int64_t step, const std::string& what)
    : RunError(fmt::format("step {}", step), what)
{}

/// The batch of the next step; draws from LibTorch's generator, seeded by the step.
SampleBatch Trainer::State::nextBatch()
{
    torch::manual_seed(
        deriveSeed(task.seed, seed_stream::kStep, static_cast<std::uint64_t>(step + 1)));
    auto batch = makeBatch(task, sampler.batch());
    if (options.randomShift)
        shiftRandomly(batch, *task.dataset);
    if (options.randomWindow)
        moveWindow(batch);
    return batch;
}

void Trainer::State::moveWindow(SampleBatch& batch) const
{
    // A model that goes forward from its points must have at least one left to predict.
    const Dataset& data = *task.dataset;
    const auto places = data.timeCount() - data.givenPoints + (task.anyWindow ? 1 : 0);
    const auto start = torch::randint(places, {1}).item<std::int64_t>();
    task.anyWindow ? giveWindow(batch, data, start) : beginAt(batch, data, start);
}

void Trainer::State::trainStep(TrainingObserver& observer, std::stop_token stop)
{
    const auto part = clock.enter(TrainingClock::Part::Training);
    const std::int64_t next = step + 1;
    const std::lock_guard generator(defaultGeneratorMutex());
    const auto batch = nextBatch();
    task.model->train();
    optimizer.zeroGradients();
    auto* forced = dynamic_cast<TeacherForced*>(task.model.get());
    const auto prediction = forced ? forced->predictForced(batch.query, batch.truth, {.stop = stop})
                                   : task.model->predict(batch.query, {.stop = stop});
    auto loss = trainingLoss(options.loss, prediction.y, batch.truth, task.dataset->space);
    if (prediction.penalty.defined())
        loss = loss + prediction.penalty;
    const double lossValue = loss.item<double>();
    if (!std::isfinite(lossValue)) {
        const std::string damaged = optimizer.nonFiniteParameter();
        const char* value = std::isnan(lossValue) ? "nan" : "infinite";
        throw NonFiniteStep(next, damaged.empty()
                                      ? fmt::format("the loss is not finite ({})", value)
                                      : fmt::format("the loss is not finite ({}), nor is the "
                                                    "parameter '{}'",
                                                    value, damaged));
    }
    loss.backward();
    const double gradientNorm = optimizer.gatherGradients();
    if (!std::isfinite(gradientNorm))
        throw NonFiniteStep(next, fmt::format("the gradient of '{}' is not finite",
                                              optimizer.nonFiniteGradient()));
    if (stop.stop_requested())
        throw Interrupted();
    const double rate = scheduledRate(options, next, progress(), plateau.share());
    optimizer.step(rate, options.gradientClip);

    step = next;
    epoch = sampler.position().epoch;
    samplesSeen += batch.truth.size(0);
    const bool epochDone = sampler.advance();
    validationDue = (epochDone && epoch % options.validateEvery == 0) || progress() >= 1.0;
    const SolverTrace& trace = prediction.trace;
    observer.onStep(
        {.step = step,
         .epoch = epoch,
         .wallSeconds = clock.seconds(),
         .samplesSeen = samplesSeen,
         .trainLoss = lossValue,
         .learningRate = rate,
         .gradientNorm = gradientNorm,
         .solverIterations = trace.meanIterations(),
         .solverResidual = trace.largestResidual(),
         .contraction = trace.contraction,
         .notConvergedShare = trace.finalResiduals.empty() ? 0.0 : 1.0 - trace.convergedShare});
}

}  // namespace nie
