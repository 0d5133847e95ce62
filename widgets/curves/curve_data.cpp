#include "widgets/curves/curve_data.h"

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

void CurveData::append(std::span<const CurvePoint> points)
{
    const std::size_t first = m_points.size();
    m_points.insert(m_points.end(), points.begin(), points.end());
    smoothFrom(first);
}

void CurveData::clear()
{
    m_points.clear();
    m_smoothed.clear();
    m_average = DebiasedAverage(m_weight);
}

void CurveData::setSmoothing(double weight)
{
    m_weight = weight;
    m_average = DebiasedAverage(weight);
    m_smoothed.clear();
    smoothFrom(0);
}

double CurveData::x(std::size_t index, CurveX axis) const
{
    return coordinate(m_points[index], axis, m_points.front());
}

void CurveData::smoothFrom(std::size_t first)
{
    m_smoothed.reserve(m_points.size());
    for (std::size_t i = first; i < m_points.size(); ++i)
        m_smoothed.push_back(m_average.add(m_points[i].step, m_points[i].value));
}

}  // namespace nie
