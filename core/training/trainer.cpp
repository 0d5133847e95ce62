#include "core/training/trainer.h"

#include "core/base/version.h"
#include "core/training/trainer_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

Trainer::State::State(TrainingTask givenTask, TrainingOptions givenOptions,
                      std::filesystem::path checkpoints)
    : task(std::move(givenTask)),
      options(std::move(givenOptions)),
      optimizer(*task.model, task.model->parametersWithoutDecay(), options.weightDecay,
                options.optimizer == "adam" ? AdamW::Decay::Coupled : AdamW::Decay::Decoupled),
      sampler(task.split.training, options.batchSize, task.seed),
      stopping(options.patience, options.minimumImprovement),
      plateau(options.plateauPatience, options.plateauFactor, options.finalRateShare),
      keeper(std::move(checkpoints)),
      dataHash(task.dataset->contentHash())
{}

std::int64_t Trainer::State::plannedSteps() const
{
    const std::int64_t byEpochs =
        options.epochs > 0 ? step + sampler.stepsLeft(options.epochs) : std::int64_t(0);
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

void Trainer::State::waitAtPause(TrainingObserver& observer, TrainingControl& control)
{
    if (control.wouldWait()) {
        observer.onEvent({step, clock.seconds(), "paused", "Paused."});
        bool goesOn = false;
        {
            const auto pause = clock.pause();
            goesOn = control.waitForTurn();
        }
        if (goesOn)
            observer.onEvent({step, clock.seconds(), "resumed", "Resumed."});
    }
    if (control.takeRollbackRequest())
        rollBack(observer);
    applyChanges(observer, control);
}

/// What is due once a step and its validation are done.
void Trainer::State::save(TrainingObserver& observer, TrainingControl& control)
{
    const auto part = clock.enter(TrainingClock::Part::Reporting);
    const bool numbered = keeper.numberedIsDue(options, step, clock.seconds());
    if (numbered)
        writeNumbered(observer);
    if (control.stopsAtCheckpoint() && numbered)
        control.stop();
    if (keeper.autosaveIsDue(options))
        keeper.autosave(capture());
    keeper.writeBest(false);
}

/// One pass of the loop: what is due next. A pause interrupts it; it is then done again.
void Trainer::State::turn(TrainingObserver& observer, TrainingControl& control)
{
    const std::stop_token interruption = control.interruption();
    if (validationDue) {
        validate(observer, interruption);
        if (control.stopsAtCheckpoint())
            control.stop();
    } else {
        trainStep(observer, interruption);
        control.stepDone();
        if (sampler.position().offset == 0)
            control.epochDone(epoch);
    }
    showPrediction(observer, control, interruption);
}

RunOutcome Trainer::State::outcome(RunOutcome::State state, std::string message)
{
    RunOutcome result;
    result.state = state;
    result.message = std::move(message);
    result.steps = step;
    result.epochs = epoch;
    result.seconds = clock.seconds();
    if (std::isfinite(stopping.bestLoss()))
        result.bestValidationLoss = stopping.bestLoss();
    result.bestStep = stopping.bestStep();
    result.timeSplit = clock.split();
    return result;
}

RunOutcome Trainer::State::outcome(const TrainingControl& control)
{
    if (stopping.shouldStop())
        return outcome(RunOutcome::State::StoppedEarly,
                       fmt::format("No improvement of the validation loss by more than {:g} in {} "
                                   "validations; best at step {}.",
                                   options.minimumImprovement, options.patience,
                                   stopping.bestStep()));
    if (control.isStopped())
        return outcome(RunOutcome::State::Stopped, "Stopped on request.");
    if (plannedSteps() > 0 && step >= plannedSteps())
        return outcome(RunOutcome::State::Completed, "All steps are done.");
    return outcome(RunOutcome::State::OutOfTime, "The time budget is used up.");
}

Trainer::Trainer(TrainingTask task, TrainingOptions options, std::filesystem::path checkpoints)
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
    m_state =
        std::make_unique<State>(std::move(task), std::move(options), std::move(checkpoints));
}

Trainer::~Trainer() = default;

void Trainer::resumeFrom(const Checkpoint& checkpoint, const std::string& source)
{
    m_state->restore(checkpoint, source);
    m_state->secondsBefore = checkpoint.state.value("wall_seconds", 0.0);
}

std::int64_t Trainer::step() const
{
    return m_state->step;
}

bool Trainer::isFinished() const
{
    State& s = *m_state;
    s.clock.start(s.secondsBefore);
    return s.finished() && !s.validationDue;
}

RunOutcome Trainer::run(TrainingObserver& observer, TrainingControl& control)
{
    State& s = *m_state;
    at::set_num_threads(static_cast<int>(s.task.threads));
    s.clock.start(s.secondsBefore);
    s.keeper.start(s.secondsBefore);
    if (control.isGuarded())
        s.beginning = s.capture();
    observer.onStarted(s.facts());
    if (s.step > 0)
        observer.onEvent({s.step, s.secondsBefore, "resumed",
                          fmt::format("Goes on after step {} with nie {} ({}).", s.step,
                                      versionNumber(), sourceCommit())});
    while (!s.finished() || s.validationDue) {
        s.waitAtPause(observer, control);
        if (control.isStopped())
            break;
        try {
            s.turn(observer, control);
        } catch (const Interrupted&) {
            continue;
        } catch (const NonFiniteStep& problem) {
            if (!control.isGuarded())
                throw;
            observer.onEvent({s.step, s.clock.seconds(), "non_finite", problem.what()});
            control.pause();
            continue;
        }
        if (control.takeCheckpointRequest() && s.keeper.isOn())
            s.writeNumbered(observer);
        if (!s.validationDue)
            s.save(observer, control);
    }
    s.keeper.writeBest(true);
    s.keeper.writeFinal(s.capture());
    if (s.keeper.isOn())
        observer.onEvent({s.step, s.clock.seconds(), "checkpoint", "Wrote checkpoint final."});
    const RunOutcome outcome = s.outcome(control);
    observer.onFinished(outcome);
    return outcome;
}

}  // namespace nie
