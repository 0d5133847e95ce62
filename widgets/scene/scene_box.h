#pragma once

#include <QString>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace nie {

/// A point or a direction of a scene: x, y, z, with z upwards.
using SceneVector = std::array<double, 3>;

inline bool isFinite(const SceneVector& point)
{
    return std::isfinite(point[0]) && std::isfinite(point[1]) && std::isfinite(point[2]);
}

/// One axis of the box around the data.
struct SceneAxis {
    QString label;  ///< with its unit in parentheses
    double from = 0.0;
    double to = 1.0;  ///< > from

    bool operator==(const SceneAxis&) const = default;
};

/// A stretch of one axis that is shaded on the box's sides, such as the times given to the model.
struct SceneBand {
    std::size_t axis = 0;
    double from = 0.0;  ///< in data coordinates
    double to = 0.0;
    QString label;

    bool operator==(const SceneBand&) const = default;
};

/// The box in which data are drawn. Along axis i the data coordinates from .. to lie at
/// -extent[i] .. extent[i] of the scene, whose origin is the middle of the box.
struct SceneBox {
    std::array<SceneAxis, 3> axes;
    SceneVector extent{1.0, 1.0, 1.0};
    std::vector<SceneBand> bands;

    double toScene(std::size_t axis, double value) const
    {
        const SceneAxis& a = axes[axis];
        return extent[axis] * (2 * (value - a.from) / (a.to - a.from) - 1);
    }
    bool operator==(const SceneBox&) const = default;
};

}  // namespace nie
