#pragma once

#include "core/data/dataset.h"
#include "datasets/brain/brain_options.h"
#include "datasets/brain/time_split.h"

#include <vector>

namespace nie::brain {

/// How many rows are recorded and where the windows lie in them, checked before anything is
/// computed.
struct WindowPlan {
    std::int64_t rows = 0;
    TimeSplit parts;
    Split split;                       ///< of the windows
    std::vector<std::int64_t> starts;  ///< row of each window's first point, [window]

    /// Throws InputError for a window without points to predict or a series too short for it.
    explicit WindowPlan(const BrainOptions& options);
};

}  // namespace nie::brain
