#pragma once

#include "core/data/dataset.h"

namespace nie {

/// What a generator's largest step in time costs in accuracy.
struct StepCheck {
    double step = 0.0;         ///< that was taken
    std::int64_t samples = 0;  ///< that were made again
    double errorAtEnd = 0.0;   ///< relative L2 distance to a quarter of the step, last frame
    double error = 0.0;        ///< the same over all frames after the first
};

/// Makes the first samples of a set again in double precision, with the step it was made with and
/// with a quarter of it. None where the generator has no option "max_step". `section` and `context`
/// as the set was made with; a set has the same first samples however many it has. Throws
/// Interrupted.
std::optional<StepCheck> checkStep(const DatasetEntry& entry, const Json& section,
                                   const std::string& source, const Dataset& made,
                                   const GenerationContext& context);

}  // namespace nie
