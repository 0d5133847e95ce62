#pragma once

#include "core/numerics/discretised_equation.h"
#include "core/numerics/equation_solver.h"

#include <memory>

namespace nie {

/// A solved stretch of the domain.
struct SolvedWindow {
    std::shared_ptr<const DiscretisedEquation> system;
    Eigen::VectorXd values;  ///< at the knots
    double lower = 0.0;      ///< of the first axis
    double upper = 0.0;
    VectorSolution iteration;
    double amplification = 0.0;
};

AxisScheme axisSchemeFromName(const std::string& name);

/// The axes of an equation discretised as chosen.
std::vector<AxisDiscretisation> discretiseAxes(const IntegralEquation& equation,
                                               const DiscretisationChoice& choice,
                                               const EquationSolverOptions& options);

/// The equation on [lower, upper] of a Volterra equation on the line, the integral over the
/// finished windows moved into the free function.
IntegralEquation continuedEquation(const IntegralEquation& equation, double lower, double upper,
                                   const std::vector<SolvedWindow>& finished);

/// Iterates one system to a residual from which an error below the wanted one follows: where
/// |(I - dG/dy)^-1| times the residual is larger, the iteration goes on.
SolvedWindow solveWindow(IntegralEquation equation, const DiscretisationChoice& choice,
                         const EquationSolverOptions& options, std::stop_token stop);

}  // namespace nie
