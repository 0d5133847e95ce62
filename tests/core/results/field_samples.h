#pragma once

#include "core/results/prediction_snapshot.h"

#include <functional>
#include <string>
#include <vector>

namespace nie::test {

/// A sample whose truth and prediction at (time, place, channel) are what a function says; places
/// are counted with the last axis fastest.
inline PredictionSnapshot sampleWith(
    std::vector<double> times, std::vector<SpaceAxis> space, std::vector<std::string> channels,
    const std::function<double(std::size_t, std::size_t, std::size_t)>& truth,
    const std::function<double(std::size_t, std::size_t, std::size_t)>& error)
{
    PredictionSnapshot sample;
    sample.split = "test";
    sample.sample = 3;
    sample.times = std::move(times);
    sample.space = std::move(space);
    sample.channels = std::move(channels);
    sample.givenPoints = 1;
    for (std::size_t t = 0; t < sample.times.size(); ++t)
        for (std::size_t p = 0; p < static_cast<std::size_t>(sample.cellCount()); ++p)
            for (std::size_t c = 0; c < sample.channels.size(); ++c) {
                sample.truth.push_back(truth(t, p, c));
                sample.prediction.push_back(truth(t, p, c) + error(t, p, c));
            }
    return sample;
}

/// Truth 100 t + p + 1000 c; the error is t (p - 1) / 4 of channel 0, twice that of channel 1.
inline PredictionSnapshot numberedSample(std::vector<SpaceAxis> space, std::size_t channels)
{
    std::vector<std::string> names;
    for (std::size_t c = 0; c < channels; ++c)
        names.push_back(std::string(1, static_cast<char>('u' + c)));
    const auto number = [](std::size_t value) { return static_cast<double>(value); };
    return sampleWith(
        {0.0, 0.5, 2.0}, std::move(space), names,
        [number](std::size_t t, std::size_t p, std::size_t c) {
            return 100 * number(t) + number(p) + 1000 * number(c);
        },
        [number](std::size_t t, std::size_t p, std::size_t c) {
            return number(t) * (number(p) - 1) / 4 * (number(c) + 1);
        });
}

/// 4 points of x on [0, 1), 3 of y on [0, 3); two channels.
inline PredictionSnapshot numberedPlane()
{
    return numberedSample({SpaceAxis::periodicAxis("x", 4), SpaceAxis::periodicAxis("y", 3, 3.0)},
                          2);
}

/// 4 points of x on [0, 1); one channel.
inline PredictionSnapshot numberedLine()
{
    return numberedSample({SpaceAxis::periodicAxis("x", 4)}, 1);
}

/// Two channels over time.
inline PredictionSnapshot numberedCurves(std::size_t channels = 2)
{
    return numberedSample({}, channels);
}

}  // namespace nie::test
