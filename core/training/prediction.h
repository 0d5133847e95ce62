#pragma once

#include "core/results/prediction_snapshot.h"
#include "core/training/trainer.h"

#include <stop_token>
#include <vector>

namespace nie {

/// Samples of a data set as the model sees them.
struct SampleBatch {
    Query query;
    torch::Tensor truth;  ///< [batch, time, channel], float, on the device
};

SampleBatch makeBatch(const TrainingTask& task, const std::vector<std::int64_t>& samples);

/// What solving a set of samples gave, gathered over batches.
struct SetPrediction {
    torch::Tensor y;      ///< [sample, time, channel], double, CPU
    torch::Tensor truth;  ///< [sample, time, channel], double, CPU
    double solverIterations = 0.0;  ///< mean over samples
    double solverResidual = 0.0;    ///< largest over samples
    double convergedShare = 1.0;
};

/// Predicts samples with the model in evaluation mode (restored afterwards), without a graph.
/// Throws Interrupted.
SetPrediction predictSamples(const TrainingTask& task, const std::vector<std::int64_t>& samples,
                             std::stop_token stop);

/// One sample's truth, prediction, iterates and trace as plain numbers.
PredictionSnapshot snapshotOf(const TrainingTask& task, std::int64_t sample, const std::string& split,
                              std::int64_t step, std::stop_token stop);

}  // namespace nie
