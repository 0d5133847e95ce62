#include "core/results/space_axis.h"

namespace nie {

SpaceAxis SpaceAxis::periodicAxis(std::string name, std::int64_t points, double length)
{
    SpaceAxis axis;
    axis.label = name;
    axis.name = std::move(name);
    axis.periodic = true;
    axis.length = length;
    axis.coordinates.reserve(static_cast<std::size_t>(points));
    for (std::int64_t i = 0; i < points; ++i)
        axis.coordinates.push_back(length * static_cast<double>(i) / static_cast<double>(points));
    return axis;
}

}  // namespace nie
