#include "widgets/curves/smoothing.h"

#include <cmath>
#include <limits>

namespace nie {

double DebiasedAverage::add(double x, double y)
{
    if (std::isfinite(y)) {
        double decay = m_weight;
        if (m_mass > 0 && std::isfinite(x - m_lastX)) {
            const double gap = x - m_lastX;
            if (m_spacing == 0 && gap > 0)
                m_spacing = gap;
            if (m_spacing > 0 && gap != m_spacing)
                decay = std::pow(m_weight, gap / m_spacing);
        }
        // (mass decay average + y) / (mass decay + 1), arranged so that a constant stays exact.
        m_mass = m_mass * decay + 1;
        m_average += (y - m_average) / m_mass;
        m_lastX = x;
    }
    return m_mass > 0 ? m_average : std::numeric_limits<double>::quiet_NaN();
}

std::pair<double, double> TrailingRange::add(double y)
{
    const std::size_t index = m_count++;
    if (std::isfinite(y)) {
        while (!m_falling.empty() && m_falling.back().y <= y)
            m_falling.pop_back();
        while (!m_rising.empty() && m_rising.back().y >= y)
            m_rising.pop_back();
        m_falling.push_back({index, y});
        m_rising.push_back({index, y});
    }
    // The newest finite value stays: a gap has the range from before it.
    for (std::deque<Value>* values : {&m_falling, &m_rising})
        while (values->size() > 1 && values->front().index + m_window <= index)
            values->pop_front();
    if (m_rising.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    return {m_rising.front().y, m_falling.front().y};
}

std::size_t averagedPoints(double weight)
{
    // 1 - 0.9 is a little less than 0.1.
    return static_cast<std::size_t>(std::ceil(3.0 / (1.0 - weight) * (1.0 - 1e-12)));
}

std::vector<double> debiasedAverage(std::span<const double> x, std::span<const double> y,
                                    double weight)
{
    DebiasedAverage average(weight);
    std::vector<double> smoothed;
    smoothed.reserve(y.size());
    for (std::size_t i = 0; i < y.size(); ++i)
        smoothed.push_back(average.add(x[i], y[i]));
    return smoothed;
}

}  // namespace nie
