#pragma once

#include <string>
#include <vector>

namespace nie {

/// Where an axis is marked and what is written there.
struct AxisTicks {
    std::vector<double> major;
    std::vector<std::string> labels;  ///< one a major tick; for `powers` the exponent of ten alone
    std::vector<double> minor;        ///< unlabelled
    int exponent = 0;                 ///< labels are to be multiplied by 10^exponent
    bool powers = false;
};

/// About `wanted` ticks at multiples of 1, 2 or 5 times a power of ten inside [from, to]; from <
/// to. Values from 1e6 or below 1e-3 take a common power of ten out of the labels.
AxisTicks linearTicks(double from, double to, int wanted);

/// A tick at 0, 1, 2, ... for each name that is not empty, as far as it lies inside [from, to].
AxisTicks namedTicks(const std::vector<std::string>& names, double from, double to);

/// Ticks at powers of ten, thinned to about `wanted`; over less than one decade at 1, 2, 5 times a
/// power, written as numbers. 0 < from < to.
AxisTicks logarithmicTicks(double from, double to, int wanted);

/// Empties labels, every second, third ... of them staying, until the rest do not touch: `places`,
/// where they are centred, and `widths` in the same unit, one a label. Of several two stay.
void thinLabels(AxisTicks& ticks, const std::vector<double>& places,
                const std::vector<double>& widths, double gap);

}  // namespace nie
