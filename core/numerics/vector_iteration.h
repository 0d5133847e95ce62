#pragma once

#include "core/results/solver_trace.h"

#include <Eigen/Core>

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// y = G(y) for one vector in double: the classical counterpart of the batched fixed points.
struct VectorFixedPoint {
    std::function<Eigen::VectorXd(const Eigen::VectorXd&)> map;
    /// dG/dy, dense; needed by "newton" only.
    std::function<Eigen::MatrixXd(const Eigen::VectorXd&)> jacobian;
};

/// | stepper       | converges                                   | not suitable | | picard        |
/// spectral radius of dG/dy < 1                | F3 (1.35); long Volterra intervals   | | damped |
/// all eigenvalues of dG/dy have real part < 1 | slow where Picard works              | | anderson
/// | nearly always, few steps on linear problems | residuals below rounding * |dG/dy|   | | newton
/// | from near by, 3 to 14 steps                 | more than about 2000 unknowns        | |
/// newton_krylov | as newton, by products with dG/dy only      | needs a smooth G |
struct VectorIterationOptions {
    std::string stepper = "newton";
    double tolerance = 1e-12;  ///< |G(y) - y| / |G(y)|, 2-norm
    int maxIterations = 200;
    double damping = 0.0;  ///< step length towards G(y); 0: 1, and .5 for "damped"
    int memory = 5;        ///< pairs kept by Anderson
    bool keepIterates = false;
};

struct VectorSolution {
    Eigen::VectorXd y;      ///< G of the iterate of least residual
    double residual = 0.0;  ///< relative, of that iterate
    bool converged = false;
    SolverTrace trace;
    std::vector<Eigen::VectorXd> iterates;  ///< y0, y1, ... when asked for
};

std::vector<std::string> vectorStepperNames();

/// Iterates from y0. Overflow or too many steps end the iteration with converged = false. Throws
/// InputError for unknown steppers and a tolerance <= 0, Interrupted when asked to stop.
VectorSolution iterateToFixedPoint(const VectorFixedPoint& problem, const Eigen::VectorXd& y0,
                                   const VectorIterationOptions& options,
                                   std::stop_token stop = {});

}  // namespace nie
