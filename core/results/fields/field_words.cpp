#include "core/results/fields/field_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

std::pair<std::string, std::string> nameAndUnit(const std::string& label)
{
    const std::size_t open = label.rfind(" (");
    if (open == std::string::npos || label.back() != ')')
        return {label, {}};
    return {label.substr(0, open), label.substr(open + 2, label.size() - open - 3)};
}

std::string timeText(const PredictionSnapshot& sample, std::size_t time)
{
    const auto [name, unit] = nameAndUnit(sample.timeLabel);
    return fmt::format("{} = {:.4g}{}{}", name, sample.times[time], unit.empty() ? "" : " ", unit);
}

std::string placeText(const std::vector<SpaceAxis>& space, const std::vector<double>& place)
{
    std::string text;
    for (std::size_t axis = 0; axis < std::min(space.size(), place.size()); ++axis)
        text +=
            fmt::format("{}{} = {:.4g}", text.empty() ? "" : ", ", space[axis].name, place[axis]);
    return text;
}

std::string sampleText(const PredictionSnapshot& sample)
{
    return fmt::format("{}{}sample {}", sample.split, sample.split.empty() ? "" : " ",
                       sample.sample);
}

}  // namespace nie
