#pragma once

#include "core/config/options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the attentional neural integral equation.
struct AnieOptions {
    std::string attention = "galerkin";
    std::int64_t width = 32;
    std::int64_t heads = 4;
    std::int64_t blocks = 1;
    std::int64_t hidden = 128;
    std::int64_t timeFeatures = 6;
    double dropout = 0.0;
    double outputScale = 0.3;
    FixedPointOptions solver{.tolerance = 1e-5, .maxIterations = 60};
    FixedPointOptions trainingSolver{.tolerance = 1e-2, .maxIterations = 4};
    GradientOptions gradient;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("attention", attention, {.description = "How the integral over the domain is formed",
                                   .choices = {"galerkin", "softmax"}});
        v("width", width, {.description = "Width of a token inside the network", .minimum = 1.0,
                           .maximum = 4096.0});
        v("heads", heads, {.description = "Attention heads; they divide the width", .minimum = 1.0,
                           .maximum = 256.0});
        v("blocks", blocks, {.description = "Attention blocks in a row", .minimum = 1.0, .maximum = 64.0});
        v("hidden", hidden, {.description = "Width of the layer inside a block's pointwise network",
                             .minimum = 1.0, .maximum = 16384.0});
        v("time_features", timeFeatures, {.description = "Pairs sin, cos of k pi t added to a token's time",
                                          .minimum = 0.0, .maximum = 64.0});
        v("dropout", dropout, {.description = "Share of a block's output dropped in training; the same "
                                              "throughout one solve", .minimum = 0.0, .maximum = 0.9});
        v("output_scale", outputScale, {.description = "Size of the last layer at the start: small, so "
                                                       "that the equation is solvable", .minimum = 0.0,
                                        .maximum = 10.0, .minimumExcluded = true});
        v.section("solver", solver);
        v.section("training_solver", trainingSolver);
        v.section("gradient", gradient);
    }
};

}  // namespace nie
