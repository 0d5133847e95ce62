#pragma once

#include "core/config/json.h"
#include "core/numerics/equation_solver.h"

#include <optional>

namespace nie {

/// Largest |y - exact| on an even grid over the domain (201 points on the line, 21 an axis else);
/// empty where no exact solution is known, infinite where y is not finite.
std::optional<double> maximumError(const IntegralEquation& equation,
                                   const EquationSolution& solution);

/// What a report holds besides the facts.
struct EquationReportParts {
    bool trace = false;     ///< residual per iteration, iterations per window
    bool iterates = false;  ///< knots and iterates of the first window
    int points = 0;         ///< the solution at so many even points an axis
};

/// The facts of a solve: equation, error_max, residual, iterations, evaluations, seconds, what was
/// chosen, and the parts asked for. A number that is not known or not finite is null.
Json equationReport(const IntegralEquation& equation, const EquationSolution& solution,
                    const EquationReportParts& parts = {});

}  // namespace nie
