#include "core/results/fields/field_look.h"

#include "core/results/fields/flow_velocity.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

bool sameEnd(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool isPlaceIn(const std::vector<SpaceAxis>& space, const std::vector<double>& place)
{
    return place.size() == space.size() &&
           std::all_of(place.begin(), place.end(), [](double x) { return std::isfinite(x); });
}

std::int64_t inside(std::int64_t index, std::int64_t count)
{
    return std::clamp<std::int64_t>(index, 0, std::max<std::int64_t>(0, count - 1));
}

}  // namespace

bool FieldLook::operator==(const FieldLook& other) const
{
    return kind == other.kind && channel == other.channel && otherChannel == other.otherChannel &&
           time == other.time && iterate == other.iterate && colourMap == other.colourMap &&
           errorMap == other.errorMap && reversed == other.reversed && range == other.range &&
           sameEnd(from, other.from) && sameEnd(to, other.to) && linked == other.linked &&
           error == other.error && contours == other.contours && arrows == other.arrows &&
           shaded == other.shaded && probes == other.probes && line == other.line;
}

std::vector<FieldKind> fieldKindsOf(const PredictionSnapshot& sample)
{
    const std::size_t axes = sample.space.size();
    std::vector<FieldKind> kinds;
    if (axes <= 2)
        kinds.push_back(FieldKind::Compare);
    if (axes == 1)
        kinds.push_back(FieldKind::SpaceTime);
    if (axes == 1 || axes == 2)
        kinds.push_back(FieldKind::Profile);
    kinds.push_back(FieldKind::Curves);
    if (axes == 0 && sample.channels.size() >= 2)
        kinds.push_back(FieldKind::Phase);
    kinds.push_back(FieldKind::Error);
    return kinds;
}

FieldLook fittedTo(const PredictionSnapshot& sample, FieldLook look)
{
    const std::vector<FieldKind> kinds = fieldKindsOf(sample);
    if (std::find(kinds.begin(), kinds.end(), look.kind) == kinds.end())
        look.kind = kinds.front();
    const std::int64_t channels = sample.channelCount();
    look.channel = inside(look.channel, channels);
    look.otherChannel = inside(look.otherChannel, channels);
    if (look.otherChannel == look.channel)
        look.otherChannel = look.channel == 0 ? inside(1, channels) : 0;
    look.time = inside(look.time, sample.timeCount());
    look.iterate = std::clamp(look.iterate, -1, static_cast<int>(sample.iterates.size()) - 1);
    look.contours = std::clamp(look.contours, 0, kMostContours);
    look.arrows = look.arrows && canShowFlow(sample);
    std::erase_if(look.probes, [&sample](const std::vector<double>& place) {
        return sample.space.empty() || !isPlaceIn(sample.space, place);
    });
    if (look.line &&
        (sample.space.size() != 2 || !isPlaceIn(sample.space, look.line->first) ||
         !isPlaceIn(sample.space, look.line->second) || look.line->first == look.line->second))
        look.line.reset();
    return look;
}

}  // namespace nie
