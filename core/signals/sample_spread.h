#pragma once

#include <cstdint>
#include <span>

namespace nie {

/// Mean and spread of independent values, such as one score from each of several seeds.
struct SampleSpread {
    std::int64_t count = 0;
    double mean = 0.0;
    double standardDeviation = 0.0;  ///< n - 1; NaN for a single value
    /// The mean of the population lies within mean +- this with probability 95 %, for normal
    /// values: t_{0.975, n - 1} times standard deviation over sqrt(n), Student's t. NaN for a
    /// single value.
    double confidenceHalfWidth95 = 0.0;
};

/// Of no values everything but the count is NaN; a value that is not finite makes all of it NaN.
SampleSpread spreadOf(std::span<const double> values);

}  // namespace nie
