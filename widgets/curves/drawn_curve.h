#pragma once

#include "widgets/curves/min_max_pyramid.h"

#include <optional>
#include <utility>
#include <vector>

namespace nie {

/// The points of a curve that its axes can show, in order of x, and what of them a view needs:
/// their range and, of very many, the few that make the same picture.
class DrawnCurve {
public:
    /// An x axis as it is drawn.
    struct Axis {
        double lower = 0.0;
        double upper = 1.0;
        bool logarithmic = false;
        int columns = 1;  ///< pixels
        bool operator==(const Axis&) const = default;
    };

    /// Finite coordinates; x must not decrease.
    void append(double x, double y);
    void clear();
    std::size_t size() const { return m_x.size(); }
    bool isEmpty() const { return m_x.empty(); }
    double x(std::size_t index) const { return m_x[index]; }
    double y(std::size_t index) const { return m_y[index]; }

    /// Least and largest y of lower <= x <= upper; none: no such point.
    std::optional<std::pair<double, double>> range(double lower, double upper) const;
    /// The quantiles `share` and 1 - share of the same; of more than 20,000 points, of so many
    /// taken evenly.
    std::optional<std::pair<double, double>> quantiles(double lower, double upper,
                                                       double share) const;
    /// What is kept of the points of a pixel column.
    enum class Keep { Extremes, Least, Largest };

    /// Indices of the points to draw: all in view, or of more than two a pixel column the least and
    /// the largest of each (for the edge of a shaded area the outer one alone); in both cases one on
    /// either side, so that lines reach the border.
    std::vector<std::size_t> visible(const Axis& axis, Keep keep = Keep::Extremes) const;

private:
    /// Indices [first, last) of lower <= x <= upper.
    std::pair<std::size_t, std::size_t> within(double lower, double upper) const;

    std::vector<double> m_x;
    MinMaxPyramid m_y;
};

}  // namespace nie
