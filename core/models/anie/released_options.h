#pragma once

#include "core/config/options.h"

namespace nie {

/// Settings of the reference mode, with the values of the authors' released code for the 2D curves.
struct ReleasedOptions {
    std::int64_t width = 18;
    std::int64_t heads = 2;
    std::int64_t blocks = 3;
    std::int64_t hidden = 128;
    std::int64_t maxIterations = 3;
    double damping = 0.5;
    std::string gradient = "one_step";
    double dropout = 0.1;
    double productDropout = 0.5;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("width", width, {.description = "Width of a token", .minimum = 1.0, .maximum = 4096.0});
        v("heads", heads,
          {.description = "Attention heads; they divide the width",
           .minimum = 1.0,
           .maximum = 256.0});
        v("blocks", blocks,
          {.description = "Attention blocks in a row", .minimum = 1.0, .maximum = 64.0});
        v("hidden", hidden,
          {.description = "Width of the layer inside a block's pointwise network",
           .minimum = 1.0,
           .maximum = 16384.0});
        v("max_iterations", maxIterations,
          {.description = "Damped steps; there is one evaluation more", .minimum = 0.0});
        v("damping", damping,
          {.description = "Step length of the iteration",
           .minimum = 0.0,
           .maximum = 1.0,
           .minimumExcluded = true});
        v("gradient", gradient,
          {.description = "one_step: only the last evaluation is differentiated (curves, brain); "
                          "unroll: all of them (Burgers, Navier-Stokes)",
           .choices = {"one_step", "unroll"}});
        v("dropout", dropout,
          {.description = "Share dropped from the blocks' layers in training",
           .minimum = 0.0,
           .maximum = 0.9});
        v("product_dropout", productDropout,
          {.description = "Share dropped from every product of keys and values, in evaluation too",
           .minimum = 0.0,
           .maximum = 0.9});
    }
};

}  // namespace nie
