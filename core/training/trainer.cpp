#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/metrics.h"
#include "core/models/teacher_forcing.h"
#include "core/training/adamw.h"
#include "core/training/batch_sampler.h"
#include "core/training/checkpoint.h"
#include "core/training/early_stopping.h"
#include "core/training/loss.h"
#include "core/training/prediction.h"
#include "core/training/training_clock.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kSnapshotInterval{250};
constexpr std::chrono::seconds kBestCheckpointInterval{2};

}  // namespace

struct Trainer::State {
    State(TrainingTask givenTask, TrainingOptions givenOptions, fs::path givenCheckpoints)
        : task(std::move(givenTask)),
          options(std::move(givenOptions)),
          checkpoints(std::move(givenCheckpoints)),
          optimizer(*task.model, task.model->parametersWithoutDecay(), options.weightDecay,
                    options.optimizer == "adam" ? AdamW::Decay::Coupled : AdamW::Decay::Decoupled),
          sampler(task.split.training, options.batchSize, task.seed),
          stopping(options.patience, options.minimumImprovement),
          dataHash(task.dataset->contentHash())
    {
    }

    std::int64_t plannedSteps() const;
    double progress() const;
    bool finished() const;
    RunFacts facts() const;
    void waitAtPause(TrainingObserver& observer, TrainingControl& control);
    void turn(TrainingObserver& observer, TrainingControl& control);
    void trainStep(TrainingObserver& observer, std::stop_token stop);
    void validate(TrainingObserver& observer, std::stop_token stop);
    void showPrediction(TrainingObserver& observer, const TrainingControl& control, std::stop_token stop);
    Checkpoint capture() const;
    void writeBest();
    void writeCheckpoint(const std::string& name, TrainingObserver& observer);
    RunOutcome outcome(RunOutcome::State state, std::string message);

    TrainingTask task;
    TrainingOptions options;
    fs::path checkpoints;
    AdamW optimizer;
    BatchSampler sampler;
    EarlyStopping stopping;
    std::string dataHash;
    TrainingClock clock;
    std::int64_t step = 0;
    std::int64_t samplesSeen = 0;
    bool validationDue = false;
    std::optional<Checkpoint> best;  ///< not yet on disk
    std::chrono::steady_clock::time_point lastBestWrite{};
    std::chrono::steady_clock::time_point lastSnapshot{};
    std::int64_t shownSample = -1;
    std::int64_t shownStep = -1;
};

std::int64_t Trainer::State::plannedSteps() const
{
    const std::int64_t byEpochs = options.epochs * sampler.stepsPerEpoch();
    if (options.steps > 0 && byEpochs > 0)
        return std::min(options.steps, byEpochs);
    return std::max(options.steps, byEpochs);
}

double Trainer::State::progress() const
{
    const auto planned = static_cast<double>(plannedSteps());
    const double bySteps = planned > 0 ? static_cast<double>(step) / planned : 0.0;
    const double byTime = options.timeBudget > 0.0 ? clock.seconds() / options.timeBudget : 0.0;
    return std::max(bySteps, byTime);
}

bool Trainer::State::finished() const
{
    return progress() >= 1.0 || stopping.shouldStop();
}

RunFacts Trainer::State::facts() const
{
    RunFacts facts;
    facts.experiment = task.experiment;
    facts.model = task.modelName;
    facts.dataset = task.dataset->name;
    facts.device = task.device.is_cuda() ? "CUDA"
                                         : fmt::format("CPU, {} thread{}", task.threads,
                                                       task.threads == 1 ? "" : "s");
    facts.parameters = task.model->parameterCount();
    facts.plannedSteps = plannedSteps();
    facts.timeBudgetSeconds = options.timeBudget;
    facts.stepsPerEpoch = sampler.stepsPerEpoch();
    facts.trainingSamples = static_cast<std::int64_t>(task.split.training.size());
    facts.validationSamples = static_cast<std::int64_t>(task.split.validation.size());
    facts.testSamples = static_cast<std::int64_t>(task.split.test.size());
    facts.seed = task.seed;
    return facts;
}

void Trainer::State::trainStep(TrainingObserver& observer, std::stop_token stop)
{
    const auto part = clock.enter(TrainingClock::Part::Training);
    const std::int64_t next = step + 1;
    torch::manual_seed(deriveSeed(task.seed, seed_stream::kStep, static_cast<std::uint64_t>(next)));
    const auto samples = sampler.batch(next);
    auto batch = makeBatch(task, samples);
    if (options.randomShift)
        shiftRandomly(batch, *task.dataset);
    if (options.randomWindow) {
        // A model that goes forward from its points must have at least one left to predict.
        const auto places = task.dataset->timeCount() - task.dataset->givenPoints + (task.anyWindow ? 1 : 0);
        const auto start = torch::randint(places, {1}).item<std::int64_t>();
        task.anyWindow ? giveWindow(batch, *task.dataset, start) : beginAt(batch, *task.dataset, start);
    }
    task.model->train();
    optimizer.zeroGradients();
    auto* forced = dynamic_cast<TeacherForced*>(task.model.get());
    const auto prediction = forced ? forced->predictForced(batch.query, batch.truth, {.stop = stop})
                                   : task.model->predict(batch.query, {.stop = stop});
    auto loss = trainingLoss(options.loss, prediction.y, batch.truth, task.dataset->space);
    if (prediction.penalty.defined())
        loss = loss + prediction.penalty;
    const double lossValue = loss.item<double>();
    if (!std::isfinite(lossValue))
        throw RunError(fmt::format("step {}", next), "the loss is not finite", fmt::format("{}", lossValue));
    loss.backward();
    const double gradientNorm = optimizer.gatherGradients();
    if (!std::isfinite(gradientNorm))
        throw RunError(fmt::format("step {}", next),
                       fmt::format("the gradient of '{}' is not finite", optimizer.nonFiniteParameter()));
    if (stop.stop_requested())
        throw Interrupted();
    const double rate = scheduledRate(options, next, progress());
    optimizer.step(rate, options.gradientClip);

    step = next;
    samplesSeen += static_cast<std::int64_t>(samples.size());
    validationDue = step % (options.validateEvery * sampler.stepsPerEpoch()) == 0 || progress() >= 1.0;
    const SolverTrace& trace = prediction.trace;
    observer.onStep({.step = step,
                     .epoch = sampler.epochOf(step),
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

void Trainer::State::validate(TrainingObserver& observer, std::stop_token stop)
{
    const auto part = clock.enter(TrainingClock::Part::Evaluation);
    const auto set = predictSamples(task, task.split.validation, stop);
    const auto given = task.dataset->givenPoints;
    const Scores scores = scorePredictions(task.dataset->givenFirst(set.y).slice(1, given),
                                           task.dataset->givenFirst(set.truth).slice(1, given));
    ValidationReport report;
    report.step = step;
    report.epoch = sampler.epochOf(step);
    report.wallSeconds = clock.seconds();
    report.samplesSeen = samplesSeen;
    report.loss = scores.mse;
    report.relativeL2 = scores.relativeL2;
    report.solverIterations = set.solverIterations;
    report.solverResidual = set.solverResidual;
    report.notConvergedShare = 1.0 - set.convergedShare;
    report.coupling = task.model->coupling(makeBatch(task, task.split.validation).query);
    report.best = stopping.add(scores.mse, step);
    validationDue = false;
    if (report.best && !checkpoints.empty())
        best = capture();
    observer.onValidation(report);
    constexpr double kDeadCoupling = 1e-3;
    if (report.coupling < kDeadCoupling)
        observer.onEvent({step, clock.seconds(), "warning",
                          fmt::format("Attention is dying: coupling {:.1e} is below {:.0e}.",
                                      report.coupling, kDeadCoupling)});
}

void Trainer::State::showPrediction(TrainingObserver& observer, const TrainingControl& control,
                                    std::stop_token stop)
{
    const std::int64_t wanted = control.watchedSample();
    const auto age = std::chrono::steady_clock::now() - lastSnapshot;
    const bool unseen = wanted != shownSample || step != shownStep;
    // Another sample, or the last step before a pause, is shown at once.
    const bool urgent = wanted != shownSample || control.wouldWait();
    if (wanted < 0 || !unseen || (!urgent && age < kSnapshotInterval))
        return;
    const auto part = clock.enter(TrainingClock::Part::Reporting);
    const auto& samples = task.split.validation;
    const auto index = static_cast<std::size_t>(wanted) % samples.size();
    observer.onPrediction(std::make_shared<const PredictionSnapshot>(
        snapshotOf(task, samples[index], "validation", step, stop)));
    lastSnapshot = std::chrono::steady_clock::now();
    shownSample = wanted;
    shownStep = step;
}

Checkpoint Trainer::State::capture() const
{
    Checkpoint checkpoint;
    checkpoint.parameters = modelState(*task.model);
    checkpoint.optimizer = optimizer.state();
    checkpoint.state = {{"step", step},
                        {"epoch", step > 0 ? sampler.epochOf(step) : 0},
                        {"samples_seen", samplesSeen},
                        {"wall_seconds", clock.seconds()},
                        {"optimizer_steps", optimizer.stepCount()},
                        {"seed", task.seed},
                        {"data_hash", dataHash},
                        {"best_step", stopping.bestStep()}};
    if (std::isfinite(stopping.bestLoss()))
        checkpoint.state["best_validation_loss"] = stopping.bestLoss();
    return checkpoint;
}

void Trainer::State::writeBest()
{
    if (!best)
        return;
    const auto part = clock.enter(TrainingClock::Part::Reporting);
    best->write(checkpoints / "best");
    best.reset();
    lastBestWrite = std::chrono::steady_clock::now();
}

void Trainer::State::writeCheckpoint(const std::string& name, TrainingObserver& observer)
{
    if (checkpoints.empty())
        return;
    const auto part = clock.enter(TrainingClock::Part::Reporting);
    capture().write(checkpoints / name);
    observer.onEvent({step, clock.seconds(), "checkpoint", "Wrote checkpoint " + name + "."});
}

void Trainer::State::waitAtPause(TrainingObserver& observer, TrainingControl& control)
{
    if (!control.wouldWait())
        return;
    observer.onEvent({step, clock.seconds(), "paused", "Paused."});
    bool goesOn = false;
    {
        const auto pause = clock.pause();
        goesOn = control.waitForTurn();
    }
    if (goesOn)
        observer.onEvent({step, clock.seconds(), "resumed", "Resumed."});
}

/// One pass of the loop: what is due next. A pause interrupts it; it is then done again.
void Trainer::State::turn(TrainingObserver& observer, TrainingControl& control)
{
    const std::stop_token interruption = control.interruption();
    if (validationDue) {
        validate(observer, interruption);
    } else {
        trainStep(observer, interruption);
        control.stepDone();
        if (options.checkpointEvery > 0 && step % options.checkpointEvery == 0)
            writeCheckpoint(fmt::format("step-{:06}", step), observer);
    }
    showPrediction(observer, control, interruption);
    if (std::chrono::steady_clock::now() - lastBestWrite > kBestCheckpointInterval)
        writeBest();
}

RunOutcome Trainer::State::outcome(RunOutcome::State state, std::string message)
{
    RunOutcome result;
    result.state = state;
    result.message = std::move(message);
    result.steps = step;
    result.epochs = step > 0 ? sampler.epochOf(step) : 0;
    result.seconds = clock.seconds();
    if (std::isfinite(stopping.bestLoss()))
        result.bestValidationLoss = stopping.bestLoss();
    result.bestStep = stopping.bestStep();
    result.timeSplit = clock.split();
    return result;
}

Trainer::Trainer(TrainingTask task, TrainingOptions options, fs::path checkpoints)
{
    if (options.epochs == 0 && options.steps == 0 && options.timeBudget == 0.0)
        throw InputError("training", "no limit is set", "epochs, steps and time_budget are all 0",
                         "at least one above 0");
    if (options.randomShift && !task.dataset->translationInvariant)
        throw InputError("training", "random_shift: the data set is not translation invariant",
                         task.dataset->name, "random_shift = false");
    if (options.loss == "relative_h1" && task.dataset->space.empty())
        throw InputError("training", "loss: relative_h1 is for fields", task.dataset->name,
                         "mse or relative_l2 for curves");
    m_state = std::make_unique<State>(std::move(task), std::move(options), std::move(checkpoints));
}

Trainer::~Trainer() = default;

RunOutcome Trainer::run(TrainingObserver& observer, TrainingControl& control)
{
    State& s = *m_state;
    at::set_num_threads(static_cast<int>(s.task.threads));
    s.clock.start();
    observer.onStarted(s.facts());
    while (!s.finished() || s.validationDue) {
        s.waitAtPause(observer, control);
        if (control.isStopped())
            break;
        try {
            s.turn(observer, control);
        } catch (const Interrupted&) {
            continue;
        }
        if (control.takeCheckpointRequest())
            s.writeCheckpoint(fmt::format("step-{:06}", s.step), observer);
    }
    s.writeBest();
    s.writeCheckpoint("final", observer);

    RunOutcome outcome;
    if (s.stopping.shouldStop())
        outcome = s.outcome(RunOutcome::State::StoppedEarly,
                            fmt::format("No improvement of the validation loss by more than {:g} in {} "
                                        "validations; best at step {}.", s.options.minimumImprovement,
                                        s.options.patience, s.stopping.bestStep()));
    else if (control.isStopped())
        outcome = s.outcome(RunOutcome::State::Stopped, "Stopped on request.");
    else if (s.plannedSteps() > 0 && s.step >= s.plannedSteps())
        outcome = s.outcome(RunOutcome::State::Completed, "All steps are done.");
    else
        outcome = s.outcome(RunOutcome::State::OutOfTime, "The time budget is used up.");
    observer.onFinished(outcome);
    return outcome;
}

}  // namespace nie
