#include "widgets/curves/curve_data.h"

#include "widgets/style/number_format.h"

#include <cmath>
#include <limits>

namespace nie {

double coordinate(const CurvePoint& point, CurveX axis, const CurvePoint& first)
{
    switch (axis) {
    case CurveX::Step:
        return point.step;
    case CurveX::Epoch:
        return point.epoch;
    case CurveX::WallTime:
        return point.wallSeconds;
    case CurveX::RelativeTime:
        return point.wallSeconds - first.wallSeconds;
    case CurveX::Samples:
        return point.samplesSeen;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

QString coordinateText(CurveX axis, double value)
{
    if (axis == CurveX::WallTime || axis == CurveX::RelativeTime)
        return formatDuration(value);
    return formatCount(std::llround(value));
}

void CurveData::append(std::span<const CurvePoint> points)
{
    const std::size_t first = m_points.size();
    const bool band = hasBand();
    m_points.insert(m_points.end(), points.begin(), points.end());
    if (band)
        for (const CurvePoint& point : points) {
            m_bandLower.push_back(point.value);
            m_bandUpper.push_back(point.value);
        }
    smoothFrom(first);
}

void CurveData::setBand(std::span<const CurveBandPoint> points)
{
    clear();
    for (const CurveBandPoint& point : points) {
        m_points.push_back(point.centre);
        m_bandLower.push_back(point.lower);
        m_bandUpper.push_back(point.upper);
    }
    smoothFrom(0);
}

void CurveData::clear()
{
    m_points.clear();
    m_bandLower.clear();
    m_bandUpper.clear();
    restart();
}

void CurveData::setSmoothing(double weight)
{
    m_weight = weight;
    restart();
    smoothFrom(0);
}

void CurveData::setEnvelope(bool shown)
{
    m_envelope = shown;
    restart();
    smoothFrom(0);
}

double CurveData::x(std::size_t index, CurveX axis) const
{
    return coordinate(m_points[index], axis, m_points.front());
}

void CurveData::restart()
{
    m_average = m_lowerAverage = m_upperAverage = DebiasedAverage(m_weight);
    m_range = TrailingRange(averagedPoints(m_weight));
    m_smoothed.clear();
    m_lower.clear();
    m_upper.clear();
}

void CurveData::smoothFrom(std::size_t first)
{
    // Of one point at a time, room for just one more would be a copy of all before it.
    if (first == 0)
        m_smoothed.reserve(m_points.size());
    for (std::size_t i = first; i < m_points.size(); ++i) {
        const CurvePoint& point = m_points[i];
        m_smoothed.push_back(m_average.add(point.step, point.value));
        if (hasBand()) {
            m_lower.push_back(m_lowerAverage.add(point.step, m_bandLower[i]));
            m_upper.push_back(m_upperAverage.add(point.step, m_bandUpper[i]));
        } else if (hasEnvelope()) {
            const auto [least, largest] = m_range.add(point.value);
            m_lower.push_back(least);
            m_upper.push_back(largest);
        }
    }
}

}  // namespace nie
