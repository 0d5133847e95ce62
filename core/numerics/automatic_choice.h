#pragma once

#include "core/numerics/equation_solver.h"

namespace nie {

/// Whether the equation can be solved window by window.
bool canUseWindows(const IntegralEquation& equation, const std::string& scheme);

/// Scheme and splitting for a second-kind equation: what was asked for, else what its limits and
/// its kernel's diagonal call for. Nodes and windows are taken over as given. Throws InputError for
/// schemes that cannot carry the equation.
DiscretisationChoice schemeFor(const IntegralEquation& equation,
                               const EquationSolverOptions& options);

/// Second kind: nested refinement of nodes, then of windows, until the tolerance is met.
EquationSolution solveSecondKind(const IntegralEquation& equation,
                                 const EquationSolverOptions& options, std::stop_token stop);

/// Largest difference of two solutions on a grid over the domain, and the largest |y| there.
struct SolutionDifference {
    double difference = 0.0;
    double magnitude = 0.0;
};
SolutionDifference compareSolutions(const IntegralEquation& equation, const EquationSolution& a,
                                    const EquationSolution& b);

/// Equidistant points over the domain, both ends included: `perAxis` on every axis.
std::vector<std::vector<double>> gridOver(const IntegralEquation& equation, int perAxis);

}  // namespace nie
