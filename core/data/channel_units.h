#pragma once

#include <string>
#include <vector>

namespace nie {

// A channel's name carries its unit as the title of an axis does: "velocity / m/s".

/// The names with these units, separated by commas: one for each channel or one for all; empty: as
/// they are. Throws InputError naming `where`.
std::vector<std::string> withUnits(std::vector<std::string> names, const std::string& units,
                                   const std::string& where);

/// The units of names, "" where one has none; no list at all where none has one.
std::vector<std::string> channelUnits(const std::vector<std::string>& names);

}  // namespace nie
