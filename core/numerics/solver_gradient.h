#pragma once

#include "core/numerics/fixed_point.h"

#include <memory>

namespace nie {

/// How a loss on the solution y* = G(y*; theta) is differentiated. With J = dG/dy at y*, the exact
/// gradient is v^T dG/dtheta with (I - J^T) v = dl/dy*.
struct GradientOptions {
    std::string method = "one_step";
    std::int64_t phantomSteps = 3;
    double phantomDamping = 0.6;
    FixedPointOptions adjoint{.tolerance = 1e-2, .maxIterations = 20};

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("method", method,
          {.description = "one_step: v = dl/dy. implicit: the adjoint equation solved. "
                          "phantom: a few damped steps differentiated. unroll: every "
                          "step differentiated",
           .choices = {"one_step", "implicit", "phantom", "unroll"}});
        v("phantom_steps", phantomSteps,
          {.description = "Steps that phantom differentiates", .minimum = 1.0});
        v("phantom_damping", phantomDamping,
          {.description = "Step length of phantom's steps",
           .minimum = 0.0,
           .maximum = 1.0,
           .minimumExcluded = true});
        v.section("adjoint", adjoint);
    }
};

/// What the backward pass did; filled when it has run.
struct AdjointFacts {
    std::int64_t products = 0;   ///< vector-Jacobian products of the last backward pass
    std::int64_t fallbacks = 0;  ///< samples whose adjoint missed its tolerance: one-step was used
};

struct DifferentiableSolution {
    torch::Tensor y;          ///< [batch, ...], with a graph to everything that `map` depends on
    torch::Tensor residual;   ///< [batch], relative, of the solve
    torch::Tensor converged;  ///< [batch], bool: the others' y is the best that was found
    SolverTrace trace;
    std::vector<torch::Tensor> iterates;
    std::shared_ptr<AdjointFacts> adjoint = std::make_shared<AdjointFacts>();
};

/// Solves y = G(y) and returns the solution with a graph for the gradient chosen.
///
///     method     evaluations of G (K: of the solve)   memory (M: activations of one evaluation)
///     one_step   K + 1, backward 2                     M
///     implicit   K + 2, backward 2 + products          2 M, whatever K is
///     phantom    K + k, backward 2 k                   k M
///     unroll     K, backward 2 K                       K M
///
/// unroll differentiates the stepper chosen (Anderson's combination too) and gives the exact
/// gradient of what was computed, converged or not; newton_krylov cannot be unrolled (InputError).
/// Where rho(J) is near 1 one_step can point elsewhere than the gradient: use implicit there. Only
/// the solve drops solved samples (BatchedFixedPoint); the evaluations with a graph are of the
/// whole batch. Interruption as in solveFixedPoint().
DifferentiableSolution solveDifferentiably(const BatchedFixedPoint& problem,
                                           const torch::Tensor& y0,
                                           const FixedPointOptions& options,
                                           const GradientOptions& gradient, std::stop_token stop,
                                           bool keepIterates = false);

}  // namespace nie
