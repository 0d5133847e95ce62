#pragma once

#include "core/results/prediction_snapshot.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// "time", "s" of "time (s)"; the unit is empty where there is none in parentheses at the end.
std::pair<std::string, std::string> nameAndUnit(const std::string& label);

/// "t = 0.52", "time = 0.52 s".
std::string timeText(const PredictionSnapshot& sample, std::size_t time);
/// "x = 0.25, y = 0.5"
std::string placeText(const std::vector<SpaceAxis>& space, const std::vector<double>& place);
/// "test sample 3"
std::string sampleText(const PredictionSnapshot& sample);

}  // namespace nie
