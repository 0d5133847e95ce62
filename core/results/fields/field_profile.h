#pragma once

#include "core/results/fields/field_look.h"

#include <string>
#include <vector>

namespace nie {

/// Values along a line of space at the look's time.
struct FieldProfile {
    std::string label;                        ///< of the axis along the line
    std::vector<double> along;                ///< [point] coordinate or distance from the first end
    std::vector<std::vector<double>> places;  ///< [point][axis]
    std::vector<double> truth;                ///< [point]
    std::vector<double> prediction;           ///< [point]
};
/// Of a field on a line: all its grid points. In the plane: the look's line, in steps of at most
/// half the grid's; without one the grid points along the first axis through the middle of the
/// second.
FieldProfile fieldProfile(const PredictionSnapshot& sample, const FieldLook& look);

}  // namespace nie
