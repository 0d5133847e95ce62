#pragma once

#include "core/numerics/map_evaluation.h"

#include <memory>

namespace nie {

/// The stepper that the options name, for one solve whose G is `evaluation` (which outlives it).
/// Throws InputError for an unknown name.
std::unique_ptr<FixedPointStepper> makeStepper(const FixedPointOptions& options,
                                               MapEvaluation& evaluation);

}  // namespace nie
