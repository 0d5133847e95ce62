#pragma once

#include "core/numerics/equation_solver.h"
#include "core/results/equation_study.h"

#include <stop_token>

namespace nie {

/// Solution, exact solution, kernel and iterates on grids for figures: 401 points on the line, 41 x
/// 41 else (in three dimensions the third axis is held at its middle), kernels 96 x 96. Everything
/// of EquationStudy but report and command. Throws Interrupted when asked to stop.
EquationStudy sampleSolution(const IntegralEquation& equation, const EquationSolution& solution,
                             std::stop_token stop = {});

/// K(t, s) over the domain. Empty for the general form.
std::optional<KernelGrid> sampleKernel(const IntegralEquation& equation);

}  // namespace nie
