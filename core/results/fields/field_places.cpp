#include "core/results/fields/field_places.h"

#include "core/base/error.h"
#include "core/results/fields/field_array.h"
#include "core/results/fields/field_values.h"
#include "core/results/fields/field_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// Between two points of an axis: (1 - share) of the one, share of the other.
struct GridShare {
    std::size_t low = 0;
    std::size_t high = 0;
    double share = 0.0;
};

/// The length of a periodic axis; 0 of one that ends.
double periodOf(const SpaceAxis& axis)
{
    const bool goesRound =
        axis.periodic && axis.coordinates.front() + axis.length > axis.coordinates.back();
    return goesRound ? axis.length : 0.0;
}

GridShare shareOn(const SpaceAxis& axis, double coordinate)
{
    const std::vector<double>& points = axis.coordinates;
    const double first = points.front();
    const double period = periodOf(axis);
    if (period > 0 && (coordinate < first || coordinate >= first + period)) {
        const double turned = std::fmod(coordinate - first, period);
        coordinate = first + (turned < 0 ? turned + period : turned);
    }
    const auto upper = static_cast<std::size_t>(
        std::upper_bound(points.begin(), points.end(), coordinate) - points.begin());
    if (upper == 0)
        return {};
    const std::size_t low = upper - 1;
    if (upper < points.size())
        return {low, upper, (coordinate - points[low]) / (points[upper] - points[low])};
    if (period > 0)
        return {low, 0, (coordinate - points[low]) / (first + period - points[low])};
    return {low, low, 0.0};
}

void requirePlace(const std::vector<SpaceAxis>& space, const std::vector<double>& place)
{
    const bool finite =
        std::all_of(place.begin(), place.end(), [](double x) { return std::isfinite(x); });
    if (place.size() != space.size() || !finite)
        throw InputError("place of space", "it needs one finite coordinate for each axis",
                         fmt::format("({})", fmt::join(place, ", ")),
                         fmt::format("{} coordinates", space.size()));
    for (const SpaceAxis& axis : space)
        if (axis.coordinates.empty())
            throw InputError("place of space", "axis " + axis.name + " has no points");
}

double meanAt(const FieldArray& array, const PlaceWeights& weights, std::size_t time,
              std::int64_t channel)
{
    double sum = 0.0;
    for (const auto& [place, weight] : weights)
        sum += weight * array.at(time, place, static_cast<std::size_t>(channel));
    return sum;
}

/// Grid points spread over the domain: the middle, and those a quarter to either side.
std::vector<std::vector<double>> spreadPlaces(const std::vector<SpaceAxis>& space)
{
    std::vector<std::vector<double>> places;
    for (const std::size_t quarter : {1U, 2U, 3U}) {
        std::vector<double> place;
        for (const SpaceAxis& axis : space)
            place.push_back(axis.coordinates[axis.coordinates.size() * quarter / 4]);
        if (places.empty() || place != places.back())
            places.push_back(std::move(place));
    }
    return places;
}

}  // namespace

PlaceWeights interpolationAt(const std::vector<SpaceAxis>& space, const std::vector<double>& place)
{
    requirePlace(space, place);
    PlaceWeights weights{{0, 1.0}};
    for (std::size_t axis = 0; axis < space.size(); ++axis) {
        const GridShare between = shareOn(space[axis], place[axis]);
        const std::size_t points = space[axis].coordinates.size();
        PlaceWeights finer;
        for (const auto& [cell, weight] : weights) {
            if (between.share < 1)
                finer.emplace_back(cell * points + between.low, weight * (1.0 - between.share));
            if (between.share > 0)
                finer.emplace_back(cell * points + between.high, weight * between.share);
        }
        weights = std::move(finer);
    }
    return weights;
}

std::size_t nearestPlace(const std::vector<SpaceAxis>& space, const std::vector<double>& place)
{
    requirePlace(space, place);
    std::size_t cell = 0;
    for (std::size_t axis = 0; axis < space.size(); ++axis) {
        const GridShare between = shareOn(space[axis], place[axis]);
        cell = cell * space[axis].coordinates.size() +
               (between.share < 0.5 ? between.low : between.high);
    }
    return cell;
}

std::vector<double> coordinatesOf(const std::vector<SpaceAxis>& space, std::size_t place)
{
    std::vector<double> coordinates(space.size());
    for (std::size_t axis = space.size(); axis-- > 0;) {
        const std::size_t points = space[axis].coordinates.size();
        coordinates[axis] = space[axis].coordinates[place % points];
        place /= points;
    }
    return coordinates;
}

std::size_t nearestTime(const std::vector<double>& times, double time)
{
    const auto after = std::lower_bound(times.begin(), times.end(), time);
    if (after == times.begin())
        return 0;
    const auto index = static_cast<std::size_t>(after - times.begin());
    if (after == times.end())
        return index - 1;
    return time - times[index - 1] < *after - time ? index - 1 : index;
}

std::vector<FieldProbe> fieldProbes(const PredictionSnapshot& sample, const FieldLook& look)
{
    std::vector<FieldProbe> probes;
    if (sample.space.empty())
        return probes;
    const std::size_t channels = sample.channels.size();
    const FieldArray truth(sample.truth, sample.space, channels);
    const FieldArray prediction(shownPrediction(sample, look), sample.space, channels);
    for (const std::vector<double>& place :
         look.probes.empty() ? spreadPlaces(sample.space) : look.probes) {
        const PlaceWeights weights = interpolationAt(sample.space, place);
        FieldProbe probe{place, placeText(sample.space, place), {}, {}};
        for (std::size_t time = 0; time < sample.times.size(); ++time) {
            probe.truth.push_back(meanAt(truth, weights, time, look.channel));
            probe.prediction.push_back(meanAt(prediction, weights, time, look.channel));
        }
        probes.push_back(std::move(probe));
    }
    return probes;
}

}  // namespace nie
