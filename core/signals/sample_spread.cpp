#include "core/signals/sample_spread.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>
#include <numeric>

namespace nie {

SampleSpread spreadOf(std::span<const double> values)
{
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    SampleSpread spread{static_cast<std::int64_t>(values.size()), kUnknown, kUnknown, kUnknown};
    const auto count = static_cast<double>(values.size());
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    if (values.empty() || !std::isfinite(sum))
        return spread;
    spread.mean = sum / count;
    if (values.size() == 1)
        return spread;
    double squares = 0.0;
    for (const double value : values)
        squares += (value - spread.mean) * (value - spread.mean);
    spread.standardDeviation = std::sqrt(squares / (count - 1.0));
    const boost::math::students_t student(count - 1.0);
    spread.confidenceHalfWidth95 =
        boost::math::quantile(student, 0.975) * spread.standardDeviation / std::sqrt(count);
    return spread;
}

}  // namespace nie
