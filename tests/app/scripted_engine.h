#pragma once

#include "app/engine.h"
#include "core/base/error.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <memory>
#include <thread>

namespace nie::test {

/// A training that follows a script instead of learning: it obeys pause, stop and step limits as
/// the Trainer does, so that sessions and windows can be tested without LibTorch.
struct Script {
    std::int64_t steps = 1'000'000;
    std::chrono::milliseconds stepTime{1};
    std::chrono::milliseconds preparation{0};
    std::chrono::milliseconds evaluation{0};
    std::int64_t failAtStep = 0;
    std::function<void()> onPrepare;  ///< may throw
    std::shared_ptr<std::atomic<int>> alive = std::make_shared<std::atomic<int>>(0);
    std::string message = "All steps are done.";
    RunOutcome::State ending = RunOutcome::State::Completed;
};

class ScriptedWork : public TrainingWork {
public:
    explicit ScriptedWork(Script script) : m_script(std::move(script)) { ++*m_script.alive; }
    ~ScriptedWork() override { --*m_script.alive; }

    void prepare(std::stop_token stop) override
    {
        wait(m_script.preparation, stop);
        if (m_script.onPrepare)
            m_script.onPrepare();
    }
    Json environment() const override { return {{"engine", "script"}}; }
    RunOutcome train(TrainingObserver& observer, TrainingControl& control,
                     const std::filesystem::path& checkpoints) override;
    RunEvaluation evaluate(std::stop_token stop) override
    {
        wait(m_script.evaluation, stop);
        RunEvaluation evaluation;
        evaluation.experiment = "scripted";
        evaluation.checkpoint = "final";
        evaluation.samples = 10;
        evaluation.test.mse = 0.01;
        evaluation.floors["persistence"].mse = 0.5;
        return evaluation;
    }

private:
    static void wait(std::chrono::milliseconds time, const std::stop_token& stop)
    {
        const auto end = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < end) {
            if (stop.stop_requested())
                throw Interrupted();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    StepReport report(std::int64_t step) const;

    Script m_script;
};

inline StepReport ScriptedWork::report(std::int64_t step) const
{
    StepReport report;
    report.step = step;
    report.epoch = 1 + step / 10;
    report.wallSeconds = 1e-3 * static_cast<double>(step * m_script.stepTime.count());
    report.samplesSeen = 32 * step;
    report.trainLoss = std::exp(-1e-3 * static_cast<double>(step));
    report.learningRate = 1e-3;
    report.gradientNorm = 1.0;
    report.solverIterations = 6.0;
    report.solverResidual = 1e-4;
    report.contraction = 0.4;
    return report;
}

inline RunOutcome ScriptedWork::train(TrainingObserver& observer, TrainingControl& control,
                                      const std::filesystem::path& checkpoints)
{
    RunFacts facts;
    facts.experiment = "scripted";
    facts.device = "CPU, 1 thread";
    facts.plannedSteps = m_script.steps;
    facts.stepsPerEpoch = 10;
    facts.validationSamples = 5;
    observer.onStarted(facts);
    RunOutcome outcome;
    outcome.state = m_script.ending;
    outcome.message = m_script.message;
    while (outcome.steps < m_script.steps) {
        if (control.wouldWait()) {
            observer.onEvent({outcome.steps, 0.0, "paused", "Paused."});
            control.waitForTurn();
        }
        if (control.isStopped()) {
            outcome.state = RunOutcome::State::Stopped;
            outcome.message = "Stopped on request.";
            break;
        }
        std::this_thread::sleep_for(m_script.stepTime);
        if (control.interruption().stop_requested())
            continue;
        ++outcome.steps;
        if (outcome.steps == m_script.failAtStep)
            throw RunError("step " + std::to_string(outcome.steps), "the loss is not finite",
                           "nan");
        observer.onStep(report(outcome.steps));
        control.stepDone();
    }
    std::filesystem::create_directories(checkpoints / "final");
    observer.onFinished(outcome);
    return outcome;
}

}  // namespace nie::test
