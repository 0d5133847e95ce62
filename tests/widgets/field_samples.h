#pragma once

#include "core/results/prediction_snapshot.h"

#include <cmath>
#include <memory>
#include <string>

namespace nie::test {

/// Every number of the truth is another one: time, place and channel can be read off it.
inline double truthAt(std::size_t time, std::size_t place, std::size_t channel)
{
    return 100.0 * static_cast<double>(time) + static_cast<double>(place) +
           0.25 * static_cast<double>(channel);
}

/// Fills truth, prediction (truth + `error` at place 0, growing with time) and three iterates.
inline void fillNumbers(PredictionSnapshot& sample, double error)
{
    const auto places = static_cast<std::size_t>(sample.cellCount());
    sample.truth.clear();
    sample.prediction.clear();
    for (std::size_t t = 0; t < sample.times.size(); ++t)
        for (std::size_t p = 0; p < places; ++p)
            for (std::size_t c = 0; c < sample.channels.size(); ++c) {
                sample.truth.push_back(truthAt(t, p, c));
                sample.prediction.push_back(truthAt(t, p, c) + error *
                                                                   (1.0 + static_cast<double>(t)) *
                                                                   (p % 2 == 0 ? 1.0 : -1.0));
            }
    sample.iterates.clear();
    for (int k = 0; k < 3; ++k)
        sample.iterates.emplace_back(sample.truth.size(), static_cast<double>(k));
}

inline std::shared_ptr<PredictionSnapshot> emptySample(int times)
{
    auto sample = std::make_shared<PredictionSnapshot>();
    sample->split = "validation";
    sample->sample = 7;
    sample->step = 120;
    sample->timeLabel = "t (s)";
    sample->givenPoints = 1;
    for (int t = 0; t < times; ++t)
        sample->times.push_back(0.5 * t);
    sample->trace.residuals = {1.0, 0.1, 0.01};
    sample->trace.tolerance = 1e-3;
    return sample;
}

/// A field of the plane: 8 points along x from 0 to 7, 6 along y from 0 to 5.
inline std::shared_ptr<PredictionSnapshot> planeSample(int times = 5, double error = 1.0)
{
    auto sample = emptySample(times);
    sample->channels = {"w"};
    for (const auto& [name, points] : {std::pair("x", 8), std::pair("y", 6)}) {
        SpaceAxis axis;
        axis.name = name;
        axis.label = name;
        for (int i = 0; i < points; ++i)
            axis.coordinates.push_back(i);
        axis.length = points;
        sample->space.push_back(axis);
    }
    fillNumbers(*sample, error);
    return sample;
}

/// A field on a line of 8 points from 0 to 7.
inline std::shared_ptr<PredictionSnapshot> lineSample(int times = 5, double error = 1.0)
{
    auto sample = planeSample(times, error);
    sample->space.pop_back();
    sample->channels = {"u"};
    fillNumbers(*sample, error);
    return sample;
}

/// Curves in so many channels.
inline std::shared_ptr<PredictionSnapshot> curveSample(int channels = 3, int times = 20,
                                                       double error = 1.0)
{
    auto sample = emptySample(times);
    for (int c = 0; c < channels; ++c)
        sample->channels.push_back("y" + std::to_string(c + 1));
    fillNumbers(*sample, error);
    return sample;
}

}  // namespace nie::test
