#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <utility>
#include <vector>

namespace nie {

/// Debiased exponential moving average of a series whose points need not be evenly spaced. After n
/// points it is the weighted mean
///
///     s_n = sum_i w^((x_n - x_i) / h) y_i / sum_i w^((x_n - x_i) / h),   i <= n,
///
/// with h the spacing of the first two points. For even spacing that is the usual debiased average
/// s_n = (1 - w) sum w^(n - i) y_i / (1 - w^n): the first value is the first point, a constant
/// stays itself. Every value depends on the points before it only, so the past of a growing curve
/// is fixed. Reference: D. P. Kingma and J. Ba, Adam, ICLR 2015, section 3 (correction of the
/// bias).
class DebiasedAverage {
public:
    /// 0 <= weight < 1; 0 leaves the points as they are.
    explicit DebiasedAverage(double weight) : m_weight(weight) {}

    /// The smoothed value at x, which must not decrease. A y that is not finite leaves the average
    /// as it is (NaN before the first finite one).
    double add(double x, double y);

private:
    double m_weight;
    double m_spacing = 0.0;  ///< h; 0 until the second distinct x
    double m_lastX = 0.0;
    double m_mass = 0.0;  ///< sum of the weights
    double m_average = 0.0;
};

/// Least and largest of the last `window` values of a growing series: like the average, each
/// depends on what came before only.
class TrailingRange {
public:
    explicit TrailingRange(std::size_t window) : m_window(window) {}

    /// The range with y as its newest value; a y that is not finite is passed over. NaN before the
    /// first finite one.
    std::pair<double, double> add(double y);

private:
    struct Value {
        std::size_t index;
        double y;
    };

    std::size_t m_window;
    std::size_t m_count = 0;
    std::deque<Value> m_falling;  ///< candidates for the largest
    std::deque<Value> m_rising;   ///< candidates for the least
};

/// How many points hold 95 % of the weight of the average of evenly spaced points: 3 / (1 -
/// weight), rounded up.
std::size_t averagedPoints(double weight);

/// The whole of a series at once.
std::vector<double> debiasedAverage(std::span<const double> x, std::span<const double> y,
                                    double weight);

}  // namespace nie
