#include "widgets/curves/drawn_curve.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr std::size_t kQuantilePoints = 20'000;

/// Where column `column` ends.
double columnEnd(const DrawnCurve::Axis& axis, int column)
{
    const double share = static_cast<double>(column + 1) / axis.columns;
    return axis.logarithmic ? axis.lower * std::pow(axis.upper / axis.lower, share)
                            : axis.lower + share * (axis.upper - axis.lower);
}

}  // namespace

void DrawnCurve::append(double x, double y)
{
    m_x.push_back(x);
    m_y.append(y);
}

void DrawnCurve::clear()
{
    m_x.clear();
    m_y.clear();
}

std::pair<std::size_t, std::size_t> DrawnCurve::within(double lower, double upper) const
{
    const auto first = std::lower_bound(m_x.begin(), m_x.end(), lower);
    const auto last = std::upper_bound(first, m_x.end(), upper);
    return {static_cast<std::size_t>(first - m_x.begin()),
            static_cast<std::size_t>(last - m_x.begin())};
}

std::optional<std::pair<double, double>> DrawnCurve::range(double lower, double upper) const
{
    const auto [first, last] = within(lower, upper);
    if (first == last)
        return std::nullopt;
    const auto found = m_y.extremes(first, last);
    return std::pair(m_y[found.least], m_y[found.largest]);
}

std::optional<std::pair<double, double>> DrawnCurve::quantiles(double lower, double upper,
                                                               double share) const
{
    const auto [first, last] = within(lower, upper);
    if (first == last)
        return std::nullopt;
    const std::size_t stride = (last - first + kQuantilePoints - 1) / kQuantilePoints;
    std::vector<double> values;
    values.reserve((last - first) / stride + 1);
    for (std::size_t i = first; i < last; i += stride)
        values.push_back(m_y[i]);
    const auto at = [&values](double quantile) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::lround(
                                                quantile * static_cast<double>(values.size() - 1)));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const double least = at(share);
    return std::pair(least, at(1.0 - share));
}

std::vector<std::size_t> DrawnCurve::visible(const Axis& axis, Keep keep) const
{
    auto [first, last] = within(axis.lower, axis.upper);
    const std::size_t before = first > 0 ? first - 1 : first;
    const std::size_t after = std::min(last + 1, m_x.size());
    std::vector<std::size_t> indices;
    if (last - first <= 2 * static_cast<std::size_t>(std::max(axis.columns, 1))) {
        for (std::size_t i = before; i < after; ++i)
            indices.push_back(i);
        return indices;
    }
    indices.reserve(2 * static_cast<std::size_t>(axis.columns) + 2);
    if (before < first)
        indices.push_back(before);
    for (int column = 0; column < axis.columns && first < last; ++column) {
        const auto begin = m_x.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = m_x.begin() + static_cast<std::ptrdiff_t>(last);
        const std::size_t next =
            column + 1 == axis.columns
                ? last
                : static_cast<std::size_t>(std::upper_bound(begin, end, columnEnd(axis, column)) -
                                           m_x.begin());
        if (next == first)
            continue;
        const auto found = m_y.extremes(first, next);
        const auto [one, other] = std::minmax(found.least, found.largest);
        if (keep != Keep::Extremes) {
            indices.push_back(keep == Keep::Least ? found.least : found.largest);
        } else {
            indices.push_back(one);
            if (other != one)
                indices.push_back(other);
        }
        first = next;
    }
    if (last < after)
        indices.push_back(last);
    return indices;
}

}  // namespace nie
