#include "core/results/fields/field_array.h"

namespace nie {

FieldArray::FieldArray(const std::vector<double>& values, const std::vector<SpaceAxis>& space,
                       std::size_t channels)
    : m_values(values),
      m_channels(channels),
      m_places(1),
      m_rows(space.size() == 2 ? space[1].coordinates.size() : 1)
{
    for (const SpaceAxis& axis : space)
        m_places *= axis.coordinates.size();
}

std::vector<double> FieldArray::overTime(std::size_t place, std::size_t channel) const
{
    std::vector<double> row;
    row.reserve(times());
    for (std::size_t time = 0; time < times(); ++time)
        row.push_back(at(time, place, channel));
    return row;
}

std::vector<double> FieldArray::frame(std::size_t time, std::size_t channel) const
{
    std::vector<double> rows;
    rows.reserve(m_places);
    const std::size_t columns = m_places / m_rows;
    for (std::size_t j = 0; j < m_rows; ++j)
        for (std::size_t i = 0; i < columns; ++i)
            rows.push_back(at(time, i * m_rows + j, channel));
    return rows;
}

std::vector<double> FieldArray::spaceTime(std::size_t channel) const
{
    std::vector<double> rows;
    rows.reserve(m_places * times());
    for (std::size_t place = 0; place < m_places; ++place)
        for (std::size_t time = 0; time < times(); ++time)
            rows.push_back(at(time, place, channel));
    return rows;
}

}  // namespace nie
