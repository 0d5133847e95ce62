#pragma once

#include "core/models/anie/operator_options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the attentional neural integral equation for fields.
struct AnieFieldOptions : OperatorOptions {
    std::string limits = "fredholm";
    std::string freeFunction = "stacked";
    std::int64_t patch = 4;
    std::int64_t secondPatch = 1;
    std::int64_t latentChannels = 32;
    std::string decoder = "patch";
    std::int64_t decoderHidden = 64;
    std::int64_t denseFirst = 64;
    std::int64_t denseSecond = 128;
    std::int64_t spaceFeatures = 4;
    double reconstruction = 0.0;
    FixedPointOptions solver{.tolerance = 1e-4, .maxIterations = 60};
    FixedPointOptions trainingSolver{.tolerance = 1e-2, .maxIterations = 4};
    GradientOptions gradient;

    AnieFieldOptions()
    {
        width = 64;
        blocks = 2;
        timeFeatures = 4;
    }

    template <class Visitor>
    void visit(Visitor& v)
    {
        visitIntegral(v);
        visitCells(v);
        visitSize(v);
        v("space_features", spaceFeatures,
          {.description = "Pairs sin, cos of 2 pi k x in place of a periodic coordinate x (of k pi "
                          "x beside another one); 0: the coordinate alone, as in the paper",
           .minimum = 0.0,
           .maximum = 64.0});
        visitStart(v);
        v("reconstruction", reconstruction,
          {.description = "Weight in the loss of the mean squared error with which decoder after "
                          "encoder restores the last given frame",
           .minimum = 0.0});
        v.section("solver", solver);
        v.section("training_solver", trainingSolver);
        v.section("gradient", gradient);
    }

private:
    template <class Visitor>
    void visitIntegral(Visitor& v);
    template <class Visitor>
    void visitCells(Visitor& v);
};

template <class Visitor>
void AnieFieldOptions::visitIntegral(Visitor& v)
{
    visitAttention(v);
    v("limits", limits,
      {.description = "Fredholm: integral over all times; Volterra: from the start to t, so that "
                      "nothing depends on later times",
       .choices = {"fredholm", "volterra"}});
    visitScaling(v);
    v("free_function", freeFunction,
      {.description = "f(x, t): all given frames encoded together, the same at every time; the "
                      "first or the last of them, the same at every time; or each encoded at its "
                      "time and continued by the outer ones, by straight lines or by a spline",
       .choices = {"stacked", "constant", "last", "continued", "linear", "spline"}});
}

template <class Visitor>
void AnieFieldOptions::visitCells(Visitor& v)
{
    v("patch", patch,
      {.description = "Points of a cell along each axis, which one token stands for",
       .minimum = 1.0,
       .maximum = 256.0});
    v("second_patch", secondPatch,
      {.description = "Cells along each axis that a second convolution joins to one; 1: none",
       .minimum = 1.0,
       .maximum = 256.0});
    v("latent_channels", latentChannels,
      {.description = "Values by which the encoder describes a cell",
       .minimum = 1.0,
       .maximum = 4096.0});
    v("decoder", decoder,
      {.description = "patch: each cell by itself with the same weights, on any grid; dense: all "
                      "cells of a time together, as in the paper, tied to the training grid",
       .choices = {"patch", "dense"}});
    v("decoder_hidden", decoderHidden,
      {.description = "Width of the layer inside the patch decoder",
       .minimum = 1.0,
       .maximum = 16384.0});
    v("dense_first", denseFirst,
      {.description = "Width of the first layer of the dense decoder",
       .minimum = 1.0,
       .maximum = 16384.0});
    v("dense_second", denseSecond,
      {.description = "Width of its second layer", .minimum = 1.0, .maximum = 16384.0});
}

}  // namespace nie
