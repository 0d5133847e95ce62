#pragma once

#include "core/config/options.h"

#include <cstdint>
#include <string>

namespace nie {

/// Settings of an integral operator made of attention, whatever its tokens are.
struct OperatorOptions {
    std::string attention = "galerkin";
    bool integralScaling = true;
    bool pureOperator = false;
    std::int64_t width = 32;
    std::int64_t heads = 4;
    std::int64_t blocks = 1;
    std::int64_t hidden = 128;
    std::int64_t timeFeatures = 6;
    double dropout = 0.0;
    double outputScale = 0.3;

protected:
    template <class Visitor>
    void visitAttention(Visitor& v)
    {
        v("attention", attention,
          {.description = "How the integral is formed: galerkin and fourier with a signed kernel, "
                          "softmax and linear as an average with a positive one",
           .choices = {"galerkin", "fourier", "linear", "softmax"}});
    }
    template <class Visitor>
    void visitScaling(Visitor& v)
    {
        v("integral_scaling", integralScaling,
          {.description = "Multiply averages (softmax, linear) by the length of their limits in "
                          "time, as an integral would be"});
    }
    template <class Visitor>
    void visitSize(Visitor& v);
    template <class Visitor>
    void visitStart(Visitor& v);
};

template <class Visitor>
void OperatorOptions::visitSize(Visitor& v)
{
    v("width", width,
      {.description = "Width of a token inside the network", .minimum = 1.0, .maximum = 4096.0});
    v("heads", heads,
      {.description = "Attention heads; they divide the width", .minimum = 1.0, .maximum = 256.0});
    v("blocks", blocks,
      {.description = "Attention blocks in a row", .minimum = 1.0, .maximum = 64.0});
    v("hidden", hidden,
      {.description = "Width of the layer inside a block's pointwise network",
       .minimum = 1.0,
       .maximum = 16384.0});
    v("time_features", timeFeatures,
      {.description = "Pairs sin, cos of k pi t added to a token's time",
       .minimum = 0.0,
       .maximum = 64.0});
}

template <class Visitor>
void OperatorOptions::visitStart(Visitor& v)
{
    v("dropout", dropout,
      {.description =
           "Share of a block's output dropped in training; the same throughout one solve",
       .minimum = 0.0,
       .maximum = 0.9});
    v("output_scale", outputScale,
      {.description =
           "Size of the last layer at the start: small, so that the equation is solvable",
       .minimum = 0.0,
       .maximum = 10.0,
       .minimumExcluded = true});
}

}  // namespace nie
