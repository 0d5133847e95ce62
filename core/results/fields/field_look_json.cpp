// FieldLook as JSON: names and the strict reader.
#include "core/base/error.h"
#include "core/config/options.h"
#include "core/results/colour_map.h"
#include "core/results/fields/field_look.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace nie {

namespace {

// In the order of the enumerations.
constexpr std::array kKindNames{"compare", "space_time", "profile", "curves", "phase", "error"};
constexpr std::array kRangeNames{"series", "frame", "manual", "robust"};
constexpr std::array kErrorNames{"signed", "absolute", "relative"};

template <std::size_t size>
std::vector<std::string> namesAsList(const std::array<const char*, size>& names)
{
    return {names.begin(), names.end()};
}

template <class Enumeration, std::size_t size>
Enumeration namedValue(const std::array<const char*, size>& names, const std::string& name)
{
    return static_cast<Enumeration>(std::find(names.begin(), names.end(), name) - names.begin());
}

template <class Enumeration, std::size_t size>
std::string nameOfValue(const std::array<const char*, size>& names, Enumeration value)
{
    return names[static_cast<std::size_t>(value)];
}

/// The scalar keys, read and written by the options machinery.
struct LookKeys {
    std::string kind = "compare";
    std::int64_t channel = 0;
    std::int64_t otherChannel = 1;
    std::int64_t time = 0;
    std::int64_t iterate = -1;
    std::string colourMap = FieldLook().colourMap;
    std::string errorMap = FieldLook().errorMap;
    bool reversed = false;
    std::string range = "series";
    bool linked = true;
    std::string error = "signed";
    std::int64_t contours = 0;
    bool arrows = false;
    bool shaded = true;

    template <class Visitor>
    void visit(Visitor& v)
    {
        const std::vector<std::string> maps = colourMapNames();
        v("kind", kind, {.description = "What is drawn", .choices = namesAsList(kKindNames)});
        v("channel", channel, {.description = "Number of the channel", .minimum = 0.0});
        v("other_channel", otherChannel,
          {.description = "Upwards in phase planes", .minimum = 0.0});
        v("time", time, {.description = "Number of the time", .minimum = 0.0});
        v("iterate", iterate,
          {.description = "Of the solver; -1: the prediction", .minimum = -1.0, .maximum = 1e6});
        v("colour_map", colourMap, {.description = "Of values", .choices = maps});
        v("error_map", errorMap, {.description = "Of errors", .choices = maps});
        v("reversed", reversed, {.description = "Colours of values from the other end"});
        v("range", range,
          {.description = "What colours reach over", .choices = namesAsList(kRangeNames)});
        v("linked", linked, {.description = "One range of truth and prediction"});
        v("error", error, {.description = "Kind of error", .choices = namesAsList(kErrorNames)});
        v("contours", contours,
          {.description = "So many contour lines", .minimum = 0.0, .maximum = kMostContours});
        v("arrows", arrows, {.description = "Flow over a vorticity"});
        v("shaded", shaded, {.description = "Marks given times"});
    }
};

LookKeys keysOf(const FieldLook& look)
{
    LookKeys keys;
    keys.kind = nameOfValue(kKindNames, look.kind);
    keys.channel = look.channel;
    keys.otherChannel = look.otherChannel;
    keys.time = look.time;
    keys.iterate = look.iterate;
    keys.colourMap = look.colourMap;
    keys.errorMap = look.errorMap;
    keys.reversed = look.reversed;
    keys.range = nameOfValue(kRangeNames, look.range);
    keys.linked = look.linked;
    keys.error = nameOfValue(kErrorNames, look.error);
    keys.contours = look.contours;
    keys.arrows = look.arrows;
    keys.shaded = look.shaded;
    return keys;
}

FieldLook lookOf(const LookKeys& keys)
{
    FieldLook look;
    look.kind = namedValue<FieldKind>(kKindNames, keys.kind);
    look.channel = keys.channel;
    look.otherChannel = keys.otherChannel;
    look.time = keys.time;
    look.iterate = static_cast<int>(keys.iterate);
    look.colourMap = keys.colourMap;
    look.errorMap = keys.errorMap;
    look.reversed = keys.reversed;
    look.range = namedValue<FieldRange>(kRangeNames, keys.range);
    look.linked = keys.linked;
    look.error = namedValue<FieldError>(kErrorNames, keys.error);
    look.contours = static_cast<int>(keys.contours);
    look.arrows = keys.arrows;
    look.shaded = keys.shaded;
    return look;
}

Json endToJson(double end)
{
    return std::isfinite(end) ? Json(end) : Json();
}

double endFrom(const Json& json, const char* name, const std::string& source)
{
    if (!json.contains(name) || json.at(name).is_null())
        return std::numeric_limits<double>::quiet_NaN();
    if (!json.at(name).is_number())
        throw InputError(source, std::string(name) + ": wrong type", json.at(name).dump(),
                         "a number or null");
    return json.at(name).get<double>();
}

std::vector<double> placeFrom(const Json& json, const std::string& name, const std::string& source)
{
    const auto isNumber = [](const Json& value) { return value.is_number(); };
    if (!json.is_array() || json.empty() || !std::all_of(json.begin(), json.end(), isNumber))
        throw InputError(source, name + ": wrong type", json.dump(),
                         "a list of coordinates, one for each axis of space");
    return json.get<std::vector<double>>();
}

std::vector<std::vector<double>> probesFrom(const Json& json, const std::string& source)
{
    if (!json.is_array())
        throw InputError(source, "probes: wrong type", json.dump(), "a list of places");
    std::vector<std::vector<double>> probes;
    for (const Json& place : json)
        probes.push_back(placeFrom(place, "probes[" + std::to_string(probes.size()) + "]", source));
    return probes;
}

std::pair<std::vector<double>, std::vector<double>> lineFrom(const Json& json,
                                                             const std::string& source)
{
    if (!json.is_array() || json.size() != 2)
        throw InputError(source, "line: wrong type", json.dump(), "two places or null");
    return {placeFrom(json[0], "line[0]", source), placeFrom(json[1], "line[1]", source)};
}

}  // namespace

std::string fieldKindName(FieldKind kind)
{
    return nameOfValue(kKindNames, kind);
}

FieldKind fieldKindFromName(const std::string& name, const std::string& source)
{
    const auto found = std::find(kKindNames.begin(), kKindNames.end(), name);
    if (found == kKindNames.end()) {
        std::string allowed;
        for (const char* kind : kKindNames)
            allowed += (allowed.empty() ? "" : ", ") + std::string(kind);
        throw InputError(source, "unknown kind of view", name, allowed);
    }
    return namedValue<FieldKind>(kKindNames, name);
}

Json fieldLookToJson(const FieldLook& look)
{
    Json json = writeOptions(keysOf(look));
    json["from"] = endToJson(look.from);
    json["to"] = endToJson(look.to);
    json["probes"] = look.probes;
    json["line"] = look.line ? Json::array({look.line->first, look.line->second}) : Json();
    return json;
}

FieldLook fieldLookFromJson(const Json& json, const std::string& source)
{
    FieldLook look =
        lookOf(readOptions<LookKeys>(json, source, "", {"from", "to", "probes", "line"}));
    look.from = endFrom(json, "from", source);
    look.to = endFrom(json, "to", source);
    if (json.contains("probes"))
        look.probes = probesFrom(json.at("probes"), source);
    if (json.contains("line") && !json.at("line").is_null())
        look.line = lineFrom(json.at("line"), source);
    return look;
}

}  // namespace nie
