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
