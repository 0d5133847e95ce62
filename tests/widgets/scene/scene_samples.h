#pragma once

#include "core/results/prediction_snapshot.h"

#include <cmath>
#include <memory>
#include <numbers>

namespace nie::test {

/// u(t, x) = exp(-t) sin(2 pi x) at 41 times in [0, 2] and 33 points, the prediction 0.8 of it; ten
/// times are given.
inline std::shared_ptr<PredictionSnapshot> lineField()
{
    auto sample = std::make_shared<PredictionSnapshot>();
    sample->step = 1240;
    sample->sample = 3;
    sample->split = "validation";
    sample->channels = {"u (m/s)"};
    sample->timeLabel = "t (s)";
    sample->givenPoints = 10;
    sample->space = {SpaceAxis::periodicAxis("x", 33)};
    for (int i = 0; i <= 40; ++i) {
        sample->times.push_back(0.05 * i);
        for (const double x : sample->space[0].coordinates) {
            const double u = std::exp(-0.05 * i) * std::sin(2 * std::numbers::pi * x);
            sample->truth.push_back(u);
            sample->prediction.push_back(0.8 * u);
        }
    }
    return sample;
}

/// u(x, y) = x + time at 5 times, on 21 x 17 points of the unit square; the prediction is 0.5.
inline std::shared_ptr<PredictionSnapshot> planeField()
{
    auto sample = std::make_shared<PredictionSnapshot>();
    sample->split = "test";
    sample->channels = {"w"};
    SpaceAxis x{"x", "x", {}, false, 1.0}, y{"y", "y", {}, false, 1.0};
    for (int i = 0; i <= 20; ++i)
        x.coordinates.push_back(i / 20.0);
    for (int j = 0; j <= 16; ++j)
        y.coordinates.push_back(j / 16.0);
    sample->space = {x, y};
    for (int k = 0; k < 5; ++k) {
        sample->times.push_back(k);
        for (const double atX : x.coordinates)
            for (std::size_t j = 0; j < y.coordinates.size(); ++j) {
                sample->truth.push_back(atX + k);
                sample->prediction.push_back(0.5);
            }
    }
    return sample;
}

/// A helix of `channels` channels over 200 times; the prediction turns a little faster.
inline std::shared_ptr<PredictionSnapshot> helix(int channels = 3)
{
    auto sample = std::make_shared<PredictionSnapshot>();
    sample->step = 90;
    sample->split = "validation";
    for (int c = 0; c < channels; ++c)
        sample->channels.push_back("y" + std::to_string(c + 1));
    for (int i = 0; i < 200; ++i) {
        const double t = 0.05 * i;
        sample->times.push_back(t);
        const auto value = [&](int c, double speed) {
            return c == 0 ? std::cos(speed * t) : c == 1 ? std::sin(speed * t) : 0.1 * c * t;
        };
        for (int c = 0; c < channels; ++c) {
            sample->truth.push_back(value(c, 2.0));
            sample->prediction.push_back(value(c, 2.05));
        }
    }
    return sample;
}

}  // namespace nie::test
