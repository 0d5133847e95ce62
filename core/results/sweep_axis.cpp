#include "core/results/sweep_axis.h"

#include "core/config/value_law.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace nie {

namespace {

constexpr double kLoneStretch = 3.0;  ///< a lone value's cell on a logarithmic axis: 1/3 to 3 times

bool isLess(const Json& a, const Json& b)
{
    return a.get<double>() < b.get<double>();
}

double halfWay(double a, double b, bool logarithmic)
{
    return logarithmic ? std::sqrt(a * b) : 0.5 * (a + b);
}

double mirrored(double edge, double centre, bool logarithmic)
{
    return logarithmic ? centre * centre / edge : 2.0 * centre - edge;
}

}  // namespace

SweepAxis::SweepAxis(const SweepTable& table, std::size_t column)
    : m_label(table.columns.at(column).label())
{
    m_numbers = true;
    for (const SweepRow& row : table.rows) {
        m_values.push_back(row.values.at(column));
        m_numbers = m_numbers && m_values.back().is_number();
    }
    if (m_numbers)
        std::sort(m_values.begin(), m_values.end(), isLess);
    // Words stay in the order in which they were named.
    auto end = m_values.begin();
    for (auto value = m_values.begin(); value != m_values.end(); ++value)
        if (m_numbers ? end == m_values.begin() || isLess(*std::prev(end), *value)
                      : std::find(m_values.begin(), end, *value) == end)
            std::iter_swap(end++, value);
    m_values.erase(end, m_values.end());
    m_byName = !m_numbers || table.columns[column].list;
    m_logarithmic = !m_byName && table.columns[column].logarithmic && !m_values.empty() &&
                    m_values.front().get<double>() > 0.0;
}

std::size_t SweepAxis::indexOf(const Json& value) const
{
    const auto found = m_numbers && value.is_number()
                           ? std::lower_bound(m_values.begin(), m_values.end(), value, isLess)
                           : std::find(m_values.begin(), m_values.end(), value);
    const bool there = found != m_values.end() && *found == value;
    return there ? static_cast<std::size_t>(found - m_values.begin()) : m_values.size();
}

double SweepAxis::placeOf(const Json& value) const
{
    const std::size_t index = indexOf(value);
    if (index == m_values.size())
        return std::numeric_limits<double>::quiet_NaN();
    return m_byName ? static_cast<double>(index) : value.get<double>();
}

std::vector<double> SweepAxis::edges() const
{
    std::vector<double> centres;
    for (const Json& value : m_values)
        centres.push_back(placeOf(value));
    if (centres.size() < 2) {
        const double centre = centres.empty() ? 0.0 : centres.front();
        if (m_logarithmic)
            return {centre / kLoneStretch, centre * kLoneStretch};
        return {centre - 0.5, centre + 0.5};
    }
    std::vector<double> edges(centres.size() + 1);
    for (std::size_t i = 1; i < centres.size(); ++i)
        edges[i] = halfWay(centres[i - 1], centres[i], m_logarithmic);
    edges.front() = mirrored(edges[1], centres.front(), m_logarithmic);
    edges.back() = mirrored(edges[centres.size() - 1], centres.back(), m_logarithmic);
    return edges;
}

std::size_t SweepAxis::nearest(double place) const
{
    const std::vector<double> limits = edges();
    std::size_t index = 0;
    while (index + 1 < m_values.size() && place > limits[index + 1])
        ++index;
    return index;
}

AxisSpec SweepAxis::spec() const
{
    AxisSpec axis{.label = m_label, .logarithmic = m_logarithmic};
    if (m_byName)
        for (const Json& value : m_values)
            axis.names.push_back(valueText(value));
    return axis;
}

}  // namespace nie
