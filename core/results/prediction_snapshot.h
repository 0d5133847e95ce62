#pragma once

#include "core/results/solver_trace.h"
#include "core/results/space_axis.h"

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
    std::vector<SpaceAxis> space;      ///< of a field; empty for curves
    std::vector<double> truth;         ///< [time, space..., channel], row by row
    std::vector<double> prediction;    ///< as truth
    std::vector<std::vector<double>> iterates;  ///< y0, y1, ... each as truth; may be empty
    SolverTrace trace;                 ///< of this sample alone

    std::int64_t timeCount() const { return static_cast<std::int64_t>(times.size()); }
    std::int64_t channelCount() const { return static_cast<std::int64_t>(channels.size()); }
    std::int64_t cellCount() const;  ///< points of space; 1 for curves
    /// The values of a field at `count` places spread over the domain, as channels of curves over
    /// time ("u at x = 0.25"); curves are returned as they are.
    PredictionSnapshot atProbes(std::int64_t count = 3) const;
    /// One channel of a [time, channel] array as a curve over time.
    static std::vector<double> column(const std::vector<double>& rows, std::int64_t channels,
                                      std::int64_t channel);
};

}  // namespace nie
