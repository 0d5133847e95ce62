#pragma once

#include "core/results/prediction_snapshot.h"

#include <cmath>
#include <memory>
#include <numbers>

namespace nie::test {

/// A wave sin(2 pi (x - t)) on a periodic line of 32 points and a prediction of it that is too
/// small by `error`; one period, so that all frames differ.
inline std::shared_ptr<PredictionSnapshot> movingWave(int times = 10, double error = 0.1)
{
    auto sample = std::make_shared<PredictionSnapshot>();
    sample->split = "test";
    sample->channels = {"u"};
    sample->givenPoints = 1;
    sample->space = {SpaceAxis::periodicAxis("x", 32)};
    for (int t = 0; t < times; ++t) {
        sample->times.push_back(static_cast<double>(t) / times);
        for (const double x : sample->space.front().coordinates) {
            const double u = std::sin(2.0 * std::numbers::pi * (x - sample->times.back()));
            sample->truth.push_back(u);
            sample->prediction.push_back((1.0 - error) * u);
        }
    }
    return sample;
}

}  // namespace nie::test
