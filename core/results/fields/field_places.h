#pragma once

#include "core/results/fields/field_look.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// A place of space as a mean of grid points: so many of each, weights that add up to 1.
using PlaceWeights = std::vector<std::pair<std::size_t, double>>;

/// Linear interpolation along each axis, over the seam of a periodic one; beyond the ends of
/// another the outermost point counts. At a grid point that point alone, so that a series or
/// profile there is the array's own. Throws InputError for a place without one finite coordinate an
/// axis.
PlaceWeights interpolationAt(const std::vector<SpaceAxis>& space, const std::vector<double>& place);

/// The grid point that is nearest along each axis, over the seam of a periodic one: whose cell of
/// an image it is.
std::size_t nearestPlace(const std::vector<SpaceAxis>& space, const std::vector<double>& place);
/// The coordinates of a grid point.
std::vector<double> coordinatesOf(const std::vector<SpaceAxis>& space, std::size_t place);
/// The index of the time that is nearest.
std::size_t nearestTime(const std::vector<double>& times, double time);

/// Values over time at one place of space.
struct FieldProbe {
    std::vector<double> place;       ///< [axis]
    std::string label;               ///< "x = 0.25, y = 0.5"
    std::vector<double> truth;       ///< [time]
    std::vector<double> prediction;  ///< [time]
};
/// At the look's probes; of none at three grid points spread over the domain.
std::vector<FieldProbe> fieldProbes(const PredictionSnapshot& sample, const FieldLook& look);

}  // namespace nie
