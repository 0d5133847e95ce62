#pragma once

#include "core/results/prediction_snapshot.h"
#include "core/training/trainer.h"

#include <stop_token>
#include <vector>

namespace nie {

/// Samples of a data set as the model sees them.
struct SampleBatch {
    Query query;
    torch::Tensor truth;  ///< [batch, time, space..., channel], float, on the device
};

SampleBatch makeBatch(const TrainingTask& task, const std::vector<std::int64_t>& samples);

/// Gives the points from `start` on, as many as the data set says.
void giveWindow(SampleBatch& batch, const Dataset& data, std::int64_t start);

/// Leaves away the points before `start`: for models that begin with the points they are given.
void beginAt(SampleBatch& batch, const Dataset& data, std::int64_t start);

/// Rolls every sample of the batch by random numbers of points along the periodic axes, drawn from
/// LibTorch's generator.
void shiftRandomly(SampleBatch& batch, const Dataset& data);

/// What solving a set of samples gave, gathered over batches.
struct SetPrediction {
    torch::Tensor y;      ///< [sample, time, space..., channel], double, CPU
    torch::Tensor truth;  ///< as y
    double solverIterations = 0.0;  ///< mean over samples
    double solverResidual = 0.0;    ///< largest over samples
    double convergedShare = 1.0;
    std::vector<double> residuals;  ///< of the solver at return, [sample]; NaN: it solves nothing
};

/// Predicts samples with the model in evaluation mode (restored afterwards), without a graph.
/// Throws Interrupted.
SetPrediction predictSamples(const TrainingTask& task, const std::vector<std::int64_t>& samples,
                             std::stop_token stop);

/// One sample's truth, prediction, iterates and trace as plain numbers.
PredictionSnapshot snapshotOf(const TrainingTask& task, std::int64_t sample, const std::string& split,
                              std::int64_t step, std::stop_token stop);

}  // namespace nie
