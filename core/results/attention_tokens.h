#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// One axis of the space in which attention's tokens stand, in the units of the data.
struct TokenAxis {
    std::string name = "x";
    std::string label = "x";      ///< axis title, with its unit
    std::vector<double> centres;  ///< [cell along the axis], increasing
    double from = 0.0;            ///< where the domain begins
    double length = 1.0;          ///< extent of the domain; the period of a periodic axis
    bool periodic = false;

    /// |a - b| over the length of the domain; on a circle the shorter way round.
    double distance(double a, double b) const;
};

/// Where the tokens of an attention stand: on the product of times and cells, in the order of the
/// values: token = time * cells + cell, the last space axis fastest. A curve has one cell.
struct AttentionTokens {
    std::string timeLabel = "t";   ///< axis title, with its unit
    std::vector<double> times;     ///< [time], increasing, in the units of the data
    std::vector<TokenAxis> space;  ///< empty for curves
    std::vector<double> weights;   ///< [token]: quadrature weights over their sum; they sum to 1

    std::int64_t timeCount() const { return static_cast<std::int64_t>(times.size()); }
    std::int64_t cellCount() const;
    std::int64_t count() const { return timeCount() * cellCount(); }
    double timeSpan() const { return times.back() - times.front(); }

    double time(std::int64_t token) const;
    /// The number of the time nearest to one.
    std::int64_t nearestTime(double time) const;
    /// [axis]: the centre of a token's cell.
    std::vector<double> place(std::int64_t token) const;
    /// [cell]: Euclidean distances from a token's cell, every axis over its length.
    std::vector<double> distancesFrom(std::int64_t token) const;

    /// The token nearest to a point: its coordinates along the space axes, then its time. Throws
    /// InputError naming `where` for another number of coordinates, or a point outside the domain.
    std::int64_t nearest(const std::vector<double>& point, const std::string& where) const;
};

}  // namespace nie
