#pragma once

#include "widgets/curves/curve_series.h"
#include "widgets/curves/smoothing.h"

#include <span>
#include <vector>

namespace nie {

/// The points of one series with their smoothed values, kept up to date as points are appended.
/// Smoothing is over steps whatever the x axis shows, and over all points whatever is visible.
class CurveData {
public:
    void append(std::span<const CurvePoint> points);
    void clear();
    void setSmoothing(double weight);

    const std::vector<CurvePoint>& points() const { return m_points; }
    const std::vector<double>& smoothed() const { return m_smoothed; }
    /// NaN when the coordinate is not known.
    double x(std::size_t index, CurveX axis) const;

private:
    void smoothFrom(std::size_t first);

    std::vector<CurvePoint> m_points;
    std::vector<double> m_smoothed;
    double m_weight = 0.0;
    DebiasedAverage m_average{0.0};
};

/// The coordinate of a point; `first` is the series' first point, from which relative time counts.
double coordinate(const CurvePoint& point, CurveX axis, const CurvePoint& first);

}  // namespace nie
