#pragma once

#include "widgets/curves/curve_series.h"
#include "widgets/curves/smoothing.h"

#include <span>
#include <vector>

namespace nie {

/// The points of one series with their smoothed values and the range shaded about them, kept up to
/// date as points are appended. Smoothing is over steps whatever the x axis shows, and over all
/// points whatever is visible.
class CurveData {
public:
    /// Points after a band have a band of no height.
    void append(std::span<const CurvePoint> points);
    /// In place of all points.
    void setBand(std::span<const CurveBandPoint> points);
    void clear();
    void setSmoothing(double weight);
    /// The range of the raw values behind the smoothed ones; see TrailingRange.
    void setEnvelope(bool shown);

    const std::vector<CurvePoint>& points() const { return m_points; }
    const std::vector<double>& smoothed() const { return m_smoothed; }
    bool hasBand() const { return !m_bandLower.empty(); }
    /// True: lower() and upper() hold one value a point.
    bool hasRange() const { return hasBand() || hasEnvelope(); }
    /// Band as smoothed as the curve, or envelope.
    const std::vector<double>& lower() const { return m_lower; }
    const std::vector<double>& upper() const { return m_upper; }
    /// NaN when the coordinate is not known.
    double x(std::size_t index, CurveX axis) const;

private:
    bool hasEnvelope() const { return m_envelope && m_weight > 0; }
    void restart();
    void smoothFrom(std::size_t first);

    std::vector<CurvePoint> m_points;
    std::vector<double> m_bandLower;  ///< as given
    std::vector<double> m_bandUpper;
    std::vector<double> m_smoothed;
    std::vector<double> m_lower;
    std::vector<double> m_upper;
    double m_weight = 0.0;
    bool m_envelope = false;
    DebiasedAverage m_average{0.0};
    DebiasedAverage m_lowerAverage{0.0};
    DebiasedAverage m_upperAverage{0.0};
    TrailingRange m_range{1};
};

/// The coordinate of a point; `first` is the series' first point, from which relative time counts.
double coordinate(const CurvePoint& point, CurveX axis, const CurvePoint& first);

/// "1,240" or "1:39": as people read it on that axis.
QString coordinateText(CurveX axis, double value);

}  // namespace nie
