#pragma once

#include "core/results/solver_trace.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// Truth and prediction of one sample at one moment of a training, as plain numbers.
struct PredictionSnapshot {
    std::int64_t step = 0;
    std::int64_t sample = 0;           ///< index in the data set
    std::string split;                 ///< "training", "validation" or "test"
    std::vector<std::string> channels; ///< names, with units where they have any: "y1"
    std::string timeLabel = "t";       ///< axis title, with its unit
    std::int64_t givenPoints = 0;      ///< the first so many points are known to the model
    std::vector<double> times;         ///< [time]
    std::vector<double> truth;         ///< [time, channel], row by row
    std::vector<double> prediction;    ///< [time, channel], row by row
    std::vector<std::vector<double>> iterates;  ///< y0, y1, ... each [time, channel]; may be empty
    SolverTrace trace;                 ///< of this sample alone

    std::int64_t timeCount() const { return static_cast<std::int64_t>(times.size()); }
    std::int64_t channelCount() const { return static_cast<std::int64_t>(channels.size()); }
    /// One channel of a [time, channel] array as a curve over time.
    static std::vector<double> column(const std::vector<double>& rows, std::int64_t channels,
                                      std::int64_t channel);
};

}  // namespace nie
