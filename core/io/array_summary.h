#pragma once

#include "core/config/json.h"
#include "core/io/array_file.h"

#include <string>

namespace nie {

/// A matrix turned so that rows are time and columns are channels, and why.
struct TimeSeries {
    NumericArray array;       ///< [time, channel], or [sample, time, channel]
    std::string orientation;  ///< the reason in words
};

/// Which axis of a recording is time is a guess: names on the columns say that rows are time, names
/// in the first column say that rows are channels; else the longer side is time. One axis is one
/// channel. Three axes are samples, time, channels (in MATLAB time, channels, recordings). Arrays
/// of other rank stay as they are.
TimeSeries orientedSeries(const ArrayFile& file, NumericArray array);

/// What is in an array file, for `nie info`: kind, arrays, and of the chosen one (empty: the likely
/// one) shape with time first, first, last, mean, min and max over the finite values, missing,
/// names, orientation, warnings. `array` is null when several are equally likely.
Json describeArrayFile(ArrayFile& file, const std::string& arrayName);

}  // namespace nie
