#include "core/results/fields/field_profile.h"

#include "core/results/fields/field_array.h"
#include "core/results/fields/field_places.h"
#include "core/results/fields/field_values.h"
#include "core/results/fields/field_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr std::size_t kMostProfilePoints = 2000;

/// Along the first axis, through the middle of the second where there is one.
void layAlongAxis(FieldProfile& profile, const std::vector<SpaceAxis>& space)
{
    profile.label = space[0].label;
    profile.along = space[0].coordinates;
    for (const double x : profile.along) {
        profile.places.push_back({x});
        if (space.size() == 2)
            profile.places.back().push_back(space[1].coordinates[space[1].coordinates.size() / 2]);
    }
    if (space.size() == 2)
        profile.label += ", at " + placeText({space[1]}, {profile.places.front()[1]});
}

double leastStep(const SpaceAxis& axis)
{
    const std::vector<double>& points = axis.coordinates;
    double step = points.size() > 1 ? points[1] - points[0] : axis.length;
    for (std::size_t i = 2; i < points.size(); ++i)
        step = std::min(step, points[i] - points[i - 1]);
    return step;
}

/// The unit of all axes in parentheses; nothing where they differ.
std::string commonUnit(const std::vector<SpaceAxis>& space)
{
    const std::string unit = nameAndUnit(space[0].label).second;
    return !unit.empty() && unit == nameAndUnit(space[1].label).second ? " (" + unit + ")" : "";
}

/// From one end of a line of the plane to the other.
void layAlongLine(FieldProfile& profile, const std::vector<SpaceAxis>& space,
                  const std::vector<double>& begin, const std::vector<double>& end)
{
    const double length = std::hypot(end[0] - begin[0], end[1] - begin[1]);
    const double steps = 2.0 * (std::abs(end[0] - begin[0]) / leastStep(space[0]) +
                                std::abs(end[1] - begin[1]) / leastStep(space[1]));
    const auto count = static_cast<std::size_t>(
        std::clamp(std::ceil(std::isfinite(steps) ? steps : 0.0), 1.0, 1.0 * kMostProfilePoints));
    profile.label = fmt::format("distance from ({:.3g}, {:.3g}) to ({:.3g}, {:.3g}){}", begin[0],
                                begin[1], end[0], end[1], commonUnit(space));
    for (std::size_t k = 0; k <= count; ++k) {
        const double share = static_cast<double>(k) / static_cast<double>(count);
        profile.along.push_back(share * length);
        profile.places.push_back(
            {begin[0] + share * (end[0] - begin[0]), begin[1] + share * (end[1] - begin[1])});
    }
}

std::vector<double> valuesAlong(const PredictionSnapshot& sample, const FieldLook& look,
                                const std::vector<double>& values, const FieldProfile& profile)
{
    const FieldArray array(values, sample.space, sample.channels.size());
    std::vector<double> along;
    for (const std::vector<double>& place : profile.places) {
        double sum = 0.0;
        for (const auto& [cell, weight] : interpolationAt(sample.space, place))
            sum += weight * array.at(static_cast<std::size_t>(look.time), cell,
                                     static_cast<std::size_t>(look.channel));
        along.push_back(sum);
    }
    return along;
}

}  // namespace

FieldProfile fieldProfile(const PredictionSnapshot& sample, const FieldLook& look)
{
    FieldProfile profile;
    if (sample.space.empty())
        return profile;
    if (look.line && sample.space.size() == 2)
        layAlongLine(profile, sample.space, look.line->first, look.line->second);
    else
        layAlongAxis(profile, sample.space);
    profile.truth = valuesAlong(sample, look, sample.truth, profile);
    profile.prediction = valuesAlong(sample, look, shownPrediction(sample, look), profile);
    return profile;
}

}  // namespace nie
