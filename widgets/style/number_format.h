#pragma once

#include <QString>

#include <cstdint>

namespace nie {

/// Three to four significant digits: "0.0412", "3.2e-4", "1240", "nan".
QString formatNumber(double value, int significantDigits = 3);

/// With thousands separators: "1,240".
QString formatCount(std::int64_t value);

/// "0:07", "1:39", "2:03:10"; "-" when not finite or negative.
QString formatDuration(double seconds);

/// "91 %".
QString formatPercent(double share);

}  // namespace nie
