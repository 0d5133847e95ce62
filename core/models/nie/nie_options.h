#pragma once

#include "core/config/options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the neural integral equation.
struct NieOptions {
    std::string limits = "volterra";
    std::int64_t knots = 40;
    std::int64_t rank = 8;
    std::int64_t hidden = 64;
    std::int64_t layers = 2;
    std::int64_t timeFeatures = 4;
    bool learnFreeFunction = true;
    double outputScale = 0.3;
    FixedPointOptions solver{.tolerance = 1e-5, .maxIterations = 60};
    FixedPointOptions trainingSolver{.tolerance = 1e-3, .maxIterations = 30};
    GradientOptions gradient{.method = "implicit"};

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("limits", limits, {.description = "Volterra: integral from the start to t; Fredholm: over the "
                                            "whole interval",
                             .choices = {"volterra", "fredholm"}});
        v("knots", knots, {.description = "Times at which the equation is solved: Chebyshev (Volterra) or "
                                          "Gauss (Fredholm); their number bounds the quadrature's error",
                           .minimum = 4.0, .maximum = 512.0});
        v("rank", rank, {.description = "Components of F(y): columns of the kernel matrix K(t,s)",
                         .minimum = 1.0, .maximum = 1024.0});
        v("hidden", hidden, {.description = "Width of the networks K, F and f", .minimum = 1.0,
                             .maximum = 16384.0});
        v("layers", layers, {.description = "Hidden layers of each network", .minimum = 1.0, .maximum = 16.0});
        v("time_features", timeFeatures, {.description = "Pairs sin, cos of k pi t given to K and f",
                                          .minimum = 0.0, .maximum = 64.0});
        v("learn_free_function", learnFreeFunction, {.description = "f(t) = y(t0) + psi(t) - psi(t0) with a "
                                                                    "network psi; else f = y(t0)"});
        v("output_scale", outputScale, {.description = "Size of the kernel at the start", .minimum = 0.0,
                                        .maximum = 10.0, .minimumExcluded = true});
        v.section("solver", solver);
        v.section("training_solver", trainingSolver);
        v.section("gradient", gradient);
    }
};

}  // namespace nie
