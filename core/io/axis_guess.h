#pragma once

#include "core/io/array_file.h"

#include <string>
#include <vector>

namespace nie {

/// What the entries along one axis of an array are.
enum class AxisRole { Sample, Time, Space, Channel };

/// "sample", "time", "space", "channel".
std::string roleName(AxisRole role);

/// A guess how an array of numbers is to be read as samples, with its reasons in words; a person
/// may change it.
struct AxisGuess {
    std::string array;
    std::vector<std::int64_t> shape;
    std::vector<AxisRole> roles;       ///< one for each axis
    std::vector<std::string> names;    ///< "sample", "time", "x", "channel": as options take them
    std::vector<std::string> reasons;  ///< one for each axis
    std::string times;                 ///< array with the times; empty: none found
    std::vector<std::string> coordinates;  ///< arrays of the space axes, in order; empty text: none
    std::string initial;  ///< array with the state before the first time (FNO's `a`); empty: none

    /// "sample,time,x,channel"
    std::string axesText() const;
};

/// Guesses from shape, names (`t`, `x`, `a`, `u`, `tensor`, "t-coordinate") and labels: the layouts
/// of PDEBench (tensor [sample, time, x...]), of the FNO files (a, u [sample, x..., time], t) and
/// of recordings (time x channels).
AxisGuess guessAxes(const ArrayFile& file, const std::string& array);

/// Axes as a person writes them: a list of sample, time, channel and names of space axes, one for
/// each axis of the array. Throws InputError naming `where` for another number of names or a role
/// twice.
AxisGuess axesFromText(const ArrayFile& file, const std::string& array, const std::string& text,
                       const std::string& where);

}  // namespace nie
