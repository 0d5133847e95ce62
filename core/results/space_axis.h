#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// One axis of the space on which a field lives. A periodic axis of length L with n points carries
/// the coordinates 0, L/n, ..., (n-1) L/n: the point at L is the one at 0.
struct SpaceAxis {
    std::string name = "x";
    std::string label = "x";          ///< axis title, with its unit
    std::vector<double> coordinates;  ///< [point], increasing
    bool periodic = false;
    double length = 0.0;  ///< extent of the domain along this axis; the period of a periodic one

    std::int64_t size() const { return static_cast<std::int64_t>(coordinates.size()); }

    /// `points` equidistant coordinates of a periodic axis.
    static SpaceAxis periodicAxis(std::string name, std::int64_t points, double length = 1.0);
};

}  // namespace nie
