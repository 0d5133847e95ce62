#include "core/data/channel_units.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

constexpr const char* kBetween = " / ";

std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string::npos
               ? std::string()
               : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> partsOf(const std::string& list)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t comma = list.find(','); comma != std::string::npos;
         comma = list.find(',', begin)) {
        parts.push_back(trimmed(list.substr(begin, comma - begin)));
        begin = comma + 1;
    }
    parts.push_back(trimmed(list.substr(begin)));
    return parts;
}

}  // namespace

std::vector<std::string> withUnits(std::vector<std::string> names, const std::string& units,
                                   const std::string& where)
{
    if (trimmed(units).empty())
        return names;
    const std::vector<std::string> each = partsOf(units);
    if (each.size() != 1 && each.size() != names.size())
        throw InputError(where, "dataset.channel_units: not one unit a channel",
                         fmt::format("{} units", each.size()),
                         fmt::format("{}, or one for all", names.size()));
    for (std::size_t k = 0; k < names.size(); ++k) {
        const std::string& unit = each[each.size() == 1 ? 0 : k];
        if (!unit.empty())
            names[k] += kBetween + unit;
    }
    return names;
}

std::vector<std::string> channelUnits(const std::vector<std::string>& names)
{
    std::vector<std::string> units;
    for (const std::string& name : names) {
        const auto place = name.rfind(kBetween);
        units.push_back(place == std::string::npos ? std::string() : name.substr(place + 3));
    }
    const bool any = std::any_of(units.begin(), units.end(),
                                 [](const std::string& unit) { return !unit.empty(); });
    return any ? units : std::vector<std::string>();
}

}  // namespace nie
