#pragma once

#include "core/models/model.h"
#include "core/numerics/fixed_point.h"

namespace nie {

/// The settings for a solve in evaluation mode: the model's own, or where the question counts the
/// evaluations so many of them whatever the residual.
inline FixedPointOptions evaluationSolver(FixedPointOptions solver, const PredictOptions& options)
{
    if (options.evaluations) {
        solver.tolerance = 0.0;
        solver.maxIterations = *options.evaluations;
    }
    return solver;
}

}  // namespace nie
