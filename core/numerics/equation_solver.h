#pragma once

#include "core/numerics/integral_equation.h"
#include "core/numerics/vector_iteration.h"
#include "core/results/equation_study.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// What a user may fix; zero and "auto" leave the choice to nested estimates.
struct EquationSolverOptions {
    std::string quadrature = "auto";  ///< auto (gauss; first kind also trapezoid) or a name
    std::string scheme = "auto";      ///< a name of equationSchemeNames()
    std::string split = "auto";       ///< auto, on, off: a rule on each side of s = t
    std::string stepper = "auto";  ///< auto (newton, or newton_krylov for large systems) or a name
    double tolerance = 1e-10;      ///< wanted error, relative to max(1, |y|)
    int nodes = 0;                 ///< per axis and (sub)interval
    int windows = 0;               ///< Volterra equations on the line: pieces solved one by one
    double grading = 4.0;          ///< product_trapezoid: knots (j/n)^grading
    int maxIterations = 200;
    double damping = 0.0;
    int memory = 5;
    double noise = 0.0;                   ///< first kind: 2-norm (in L2) of the noise in g
    std::string regularisation = "auto";  ///< first kind: auto, discrepancy, cross_validation,
                                          ///< l_curve
    std::uint64_t seed = 1;               ///< random rules
    bool keepIterates = false;
};

/// "auto", "nystrom", "chebyshev_collocation", "trapezoid_march", "product_trapezoid",
/// "abel_substitution"; first kind also "midpoint" and "tikhonov".
std::vector<std::string> equationSchemeNames();

/// What was chosen, by the user or automatically.
struct DiscretisationChoice {
    std::string scheme;
    std::string quadrature;
    int nodes = 0;  ///< per axis and (sub)interval
    int windows = 1;
    bool split = false;
    bool automatic = false;     ///< nodes or windows were found by nested estimates
    std::int64_t unknowns = 0;  ///< values solved for, over all windows
    std::int64_t nodesPerIntegral = 0;
    double lambda = 0.0;  ///< first kind: regularisation parameter
};

struct EquationSolution {
    /// y(t) anywhere in the domain, [channels]: by inserting into the equation (Nystrom).
    std::function<std::vector<double>(Point t)> evaluate;
    DiscretisationChoice choice;
    SolverTrace trace;       ///< one entry a window in iterations and finalResiduals
    bool converged = false;  ///< every window met the iteration's tolerance
    double residual = 0.0;   ///< largest relative residual of the discrete system
    std::optional<double>
        errorEstimate;  ///< largest difference to the solution with half the nodes
    bool toleranceMet =
        false;  ///< converged, and the estimate (where there is one) is small enough
    double amplification = 0.0;  ///< |(I - dG/dy)^-1| in the maximum norm; 0: not computed
    std::int64_t kernelEvaluations = 0;
    double seconds = 0.0;
    std::vector<std::vector<double>>
        knots;  ///< where the system was solved, [unknown knots][dimension]
    std::vector<RefinementStep> refinements;    ///< automatic choice: every solve made, in order
    std::vector<std::vector<double>> iterates;  ///< of the first window, [step][knots * channels]
};

/// Solves an equation of either kind. Second kind, with nodes or windows left open: solves with n
/// and 2n nodes until the two agree to the tolerance; a Volterra equation whose iteration fails, or
/// that asks for too many nodes, is cut into windows. A solution that did not converge says so in
/// `converged`; one that does not meet the tolerance in `toleranceMet`. Throws InputError for
/// options and equations that make no sense, Interrupted when asked to stop.
EquationSolution solveEquation(const IntegralEquation& equation,
                               const EquationSolverOptions& options = {},
                               std::stop_token stop = {});

/// One solve of a second-kind equation with the choice given (nodes and windows > 0).
EquationSolution solveDiscretised(const IntegralEquation& equation,
                                  const DiscretisationChoice& choice,
                                  const EquationSolverOptions& options, std::stop_token stop = {});

}  // namespace nie
