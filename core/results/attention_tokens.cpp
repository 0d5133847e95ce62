#include "core/results/attention_tokens.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// "x,y,t": what a point consists of.
std::string pointNames(const AttentionTokens& tokens)
{
    std::string names;
    for (const TokenAxis& axis : tokens.space)
        names += axis.name + ",";
    return names + "t";
}

void requireInside(double value, double from, double to, const std::string& name,
                   const std::string& where)
{
    // Limits that were computed carry rounding; somebody who types them means them.
    const double room = 1e-9 * std::max({std::abs(from), std::abs(to), to - from});
    if (!(value >= from - room && value <= to + room))
        throw InputError(where, "outside the domain", fmt::format("{} = {:g}", name, value),
                         fmt::format("{} from {:g} to {:g}", name, from, to));
}

template <class Distance>
std::int64_t nearestOf(const std::vector<double>& values, Distance distance)
{
    const auto nearer = [&](double a, double b) { return distance(a) < distance(b); };
    return std::min_element(values.begin(), values.end(), nearer) - values.begin();
}

}  // namespace

double TokenAxis::distance(double a, double b) const
{
    const double share = std::abs(a - b) / length;
    return periodic ? std::min(share, 1.0 - share) : share;
}

std::int64_t AttentionTokens::cellCount() const
{
    std::int64_t cells = 1;
    for (const TokenAxis& axis : space)
        cells *= static_cast<std::int64_t>(axis.centres.size());
    return cells;
}

double AttentionTokens::time(std::int64_t token) const
{
    return times[static_cast<std::size_t>(token / cellCount())];
}

std::int64_t AttentionTokens::nearestTime(double time) const
{
    return nearestOf(times, [time](double other) { return std::abs(other - time); });
}

std::vector<double> AttentionTokens::place(std::int64_t token) const
{
    std::vector<double> result(space.size());
    std::int64_t rest = token % cellCount();
    for (std::size_t a = space.size(); a-- > 0;) {
        const auto cells = static_cast<std::int64_t>(space[a].centres.size());
        result[a] = space[a].centres[static_cast<std::size_t>(rest % cells)];
        rest /= cells;
    }
    return result;
}

std::vector<double> AttentionTokens::distancesFrom(std::int64_t token) const
{
    const auto own = place(token);
    std::vector<double> squares{0.0};
    for (std::size_t a = 0; a < space.size(); ++a) {
        std::vector<double> longer;
        longer.reserve(squares.size() * space[a].centres.size());
        for (const double square : squares)
            for (const double centre : space[a].centres) {
                const double along = space[a].distance(own[a], centre);
                longer.push_back(square + along * along);
            }
        squares = std::move(longer);
    }
    for (double& square : squares)
        square = std::sqrt(square);
    return squares;
}

std::int64_t AttentionTokens::nearest(const std::vector<double>& point,
                                      const std::string& where) const
{
    if (point.size() != space.size() + 1)
        throw InputError(where, "wrong number of coordinates", std::to_string(point.size()),
                         fmt::format("{}: {}", space.size() + 1, pointNames(*this)));
    std::int64_t cell = 0;
    for (std::size_t a = 0; a < space.size(); ++a) {
        const TokenAxis& axis = space[a];
        requireInside(point[a], axis.from, axis.from + axis.length, axis.name, where);
        cell = cell * static_cast<std::int64_t>(axis.centres.size()) +
               nearestOf(axis.centres, [&](double c) { return axis.distance(c, point[a]); });
    }
    const double t = point.back();
    requireInside(t, times.front(), times.back(), "t", where);
    return nearestOf(times, [&](double other) { return std::abs(other - t); }) * cellCount() + cell;
}

}  // namespace nie
