#pragma once

#include "core/results/fields/field_look.h"

#include <cstddef>
#include <vector>

namespace nie {

/// Scores of one frame, over the places of the look's channel; of curves over all channels
/// together. A score that has no value is NaN: both R2 of fewer than three numbers, R2 of
/// determination of a constant truth, a relative error of no truth.
struct FrameScore {
    double mse = 0.0;            ///< mean of (prediction - truth)^2
    double r2 = 0.0;             ///< squared Pearson correlation; 0 where one is constant
    double determination = 0.0;  ///< 1 - SSE / SST about the frame's mean
    double relativeL2 = 0.0;     ///< norm of the error over the norm of the truth
};
FrameScore frameScore(const PredictionSnapshot& sample, const FieldLook& look, std::size_t time);

/// Those of every frame, [time] each.
struct FrameScores {
    std::vector<double> mse;
    std::vector<double> r2;
    std::vector<double> determination;
    std::vector<double> relativeL2;
};
FrameScores frameScores(const PredictionSnapshot& sample, const FieldLook& look);

}  // namespace nie
