#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace nie {

/// Facts fixed when a training starts.
struct RunFacts {
    std::string experiment;
    std::string model;
    std::string dataset;
    std::string device;                 ///< "CPU, 1 thread"
    std::int64_t parameters = 0;        ///< trainable scalars
    std::int64_t plannedSteps = 0;      ///< 0: limited by time
    double timeBudgetSeconds = 0.0;     ///< 0: limited by steps
    std::int64_t stepsPerEpoch = 0;
    std::int64_t trainingSamples = 0;
    std::int64_t validationSamples = 0;
    std::int64_t testSamples = 0;
    std::uint64_t seed = 0;
};

/// One optimiser step. NaN stands for "not measured".
struct StepReport {
    std::int64_t step = 0;   ///< 1 for the first
    std::int64_t epoch = 0;  ///< 1 for the first
    double wallSeconds = 0.0;      ///< training time, pauses excluded
    std::int64_t samplesSeen = 0;
    double trainLoss = 0.0;
    double learningRate = 0.0;
    double gradientNorm = 0.0;     ///< before clipping
    double solverIterations = 0.0; ///< mean over the batch
    double solverResidual = 0.0;   ///< largest relative residual of the batch
    double contraction = 0.0;
    double notConvergedShare = 0.0;
};

/// One pass over the validation set.
struct ValidationReport {
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    double wallSeconds = 0.0;
    std::int64_t samplesSeen = 0;
    double loss = 0.0;              ///< MSE over the scored points
    double relativeL2 = 0.0;
    double solverIterations = 0.0;
    double solverResidual = 0.0;
    double notConvergedShare = 0.0;
    double coupling = std::numeric_limits<double>::quiet_NaN();  ///< 0: attention is dead
    bool best = false;              ///< the least so far
};

/// Something worth a marker on the curve.
struct TrainingEvent {
    std::int64_t step = 0;
    double wallSeconds = 0.0;
    std::string kind;  ///< "paused", "resumed", "checkpoint", "learning_rate", "warning", ...
    std::string text;  ///< one sentence
};

/// Where the time of a training went, as shares of the whole that add to 1.
struct TimeSplit {
    double training = 0.0;
    double evaluation = 0.0;
    double reporting = 0.0;  ///< snapshots, files
    double other = 0.0;
};

/// How a training ended.
struct RunOutcome {
    enum class State { Completed, StoppedEarly, OutOfTime, Stopped, Failed };
    State state = State::Completed;
    std::string message;  ///< readable; says why for StoppedEarly and Failed
    std::int64_t steps = 0;
    std::int64_t epochs = 0;
    double seconds = 0.0;
    double bestValidationLoss = std::numeric_limits<double>::quiet_NaN();
    std::int64_t bestStep = 0;
    TimeSplit timeSplit;
};

/// "completed", "stopped early", "out of time", "stopped", "failed".
std::string stateText(RunOutcome::State state);

}  // namespace nie
