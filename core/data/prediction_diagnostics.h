#pragma once

#include "core/data/dataset.h"
#include "core/results/evaluation_diagnostics.h"
#include "core/results/run_evaluation.h"

#include <cstdint>
#include <vector>

namespace nie {

/// Predictions of a set of samples, to be looked into.
struct PredictedSet {
    const Dataset& dataset;
    std::string split;
    std::vector<std::int64_t> samples;  ///< indices in the data set
    torch::Tensor prediction;           ///< [sample, time, space..., channel]
    torch::Tensor truth;                ///< as prediction
    std::vector<double> residuals;      ///< of the solver, [sample]; empty: it solves nothing
    std::int64_t scoredFrom =
        0;                  ///< with the given points first, the points from here on are scored
    std::int64_t step = 0;  ///< of the checkpoint
};

/// `scores`: of the same predictions, over the scored points.
EvaluationDiagnostics diagnose(const PredictedSet& set, const Scores& scores);

/// Every how many of `count` numbers one is taken so that at most `most` remain: coprime to
/// `block`, the numbers of a sample, or all would be of the same point or channel.
std::int64_t thinningStride(std::int64_t count, std::int64_t block, std::int64_t most);

}  // namespace nie
