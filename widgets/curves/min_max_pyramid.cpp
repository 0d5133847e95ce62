#include "widgets/curves/min_max_pyramid.h"

namespace nie {

void MinMaxPyramid::append(double value)
{
    m_values.push_back(value);
    std::size_t parts = m_values.size();
    for (std::size_t level = 0; parts % kFan == 0; ++level) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        const std::size_t first = parts - kFan;
        Extremes found = level == 0 ? Extremes{first, first} : m_levels[level - 1][first];
        for (std::size_t i = first + 1; i < parts; ++i)
            include(found, level == 0 ? Extremes{i, i} : m_levels[level - 1][i]);
        m_levels[level].push_back(found);
        parts /= kFan;
    }
}

void MinMaxPyramid::clear()
{
    m_values.clear();
    m_levels.clear();
}

MinMaxPyramid::Extremes MinMaxPyramid::extremes(std::size_t first, std::size_t last) const
{
    Extremes found{first, first};
    for (std::size_t at = first; at < last;) {
        // The largest block that begins here and ends within.
        std::size_t block = 1, level = 0;
        while (level < m_levels.size() && at % (block * kFan) == 0 && at + block * kFan <= last) {
            block *= kFan;
            ++level;
        }
        include(found, level == 0 ? Extremes{at, at} : m_levels[level - 1][at / block]);
        at += block;
    }
    return found;
}

void MinMaxPyramid::include(Extremes& found, const Extremes& other) const
{
    if (m_values[other.least] < m_values[found.least])
        found.least = other.least;
    if (m_values[other.largest] > m_values[found.largest])
        found.largest = other.largest;
}

}  // namespace nie
