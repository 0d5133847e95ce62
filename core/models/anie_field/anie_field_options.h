#pragma once

#include "core/models/anie/anie_options.h"

namespace nie {

/// Settings of the attentional neural integral equation for fields.
struct AnieFieldOptions {
    std::string attention = "galerkin";
    std::string limits = "fredholm";
    bool integralScaling = true;
    std::string freeFunction = "stacked";
    std::int64_t patch = 4;
    std::int64_t secondPatch = 1;
    std::int64_t latentChannels = 32;
    std::string decoder = "patch";
    std::int64_t decoderHidden = 64;
    std::int64_t denseFirst = 64;
    std::int64_t denseSecond = 128;
    std::int64_t width = 64;
    std::int64_t heads = 4;
    std::int64_t blocks = 2;
    std::int64_t hidden = 128;
    std::int64_t timeFeatures = 4;
    std::int64_t spaceFeatures = 4;
    double dropout = 0.0;
    double outputScale = 0.3;
    double reconstruction = 0.0;
    FixedPointOptions solver{.tolerance = 1e-4, .maxIterations = 60};
    FixedPointOptions trainingSolver{.tolerance = 1e-2, .maxIterations = 4};
    GradientOptions gradient;

    template <class Visitor>
    void visit(Visitor& v)
    {
        visitIntegral(v);
        visitCells(v);
        visitNetwork(v);
        v("reconstruction", reconstruction,
          {.description = "Weight in the loss of the mean squared error with which decoder after "
                          "encoder restores the last given frame",
           .minimum = 0.0});
        v.section("solver", solver);
        v.section("training_solver", trainingSolver);
        v.section("gradient", gradient);
    }

    /// The settings of the integral operator that acts on the cells' tokens.
    AnieOptions operatorOptions() const
    {
        AnieOptions result;
        result.attention = attention;
        result.integralScaling = integralScaling;
        result.width = width;
        result.heads = heads;
        result.blocks = blocks;
        result.hidden = hidden;
        result.dropout = dropout;
        result.outputScale = outputScale;
        return result;
    }

private:
    template <class Visitor>
    void visitIntegral(Visitor& v);
    template <class Visitor>
    void visitCells(Visitor& v);
    template <class Visitor>
    void visitNetwork(Visitor& v);
};

template <class Visitor>
void AnieFieldOptions::visitIntegral(Visitor& v)
{
    v("attention", attention,
      {.description = "How the integral over space and time is formed: galerkin and fourier with a "
                      "signed kernel, softmax and linear as an average with a positive one",
       .choices = {"galerkin", "fourier", "linear", "softmax"}});
    v("limits", limits,
      {.description = "Fredholm: integral over all times; Volterra: from the start to t, so that "
                      "nothing depends on later times",
       .choices = {"fredholm", "volterra"}});
    v("integral_scaling", integralScaling,
      {.description =
           "Multiply averages (softmax, linear) by the length of their limits in time, as "
           "an integral would be"});
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

template <class Visitor>
void AnieFieldOptions::visitNetwork(Visitor& v)
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
    v("space_features", spaceFeatures,
      {.description = "Pairs sin, cos of 2 pi k x in place of a periodic coordinate x (of k pi x "
                      "beside another one); 0: the coordinate alone, as in the paper",
       .minimum = 0.0,
       .maximum = 64.0});
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
