#pragma once

#include "core/numerics/automatic_choice.h"
#include "core/numerics/equation_solver.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nie::test {

/// Largest error against the exact solution on an even grid over the domain.
inline double solutionError(const IntegralEquation& equation, const EquationSolution& solution)
{
    double worst = 0.0;
    std::vector<double> exact(static_cast<std::size_t>(equation.channels));
    for (const auto& t : gridOver(equation, equation.dimension() == 1 ? 161 : 13)) {
        const auto y = solution.evaluate(t);
        equation.exact(t, exact);
        for (std::size_t c = 0; c < y.size(); ++c) {
            if (!std::isfinite(y[c]))
                return INFINITY;
            worst = std::max(worst, std::abs(y[c] - exact[c]));
        }
    }
    return worst;
}

}  // namespace nie::test
