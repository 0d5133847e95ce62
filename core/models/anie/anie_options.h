#pragma once

#include "core/config/options.h"
#include "core/models/anie/released_options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the attentional neural integral equation.
struct AnieOptions {
    std::string attention = "galerkin";
    std::string limits = "fredholm";
    std::string lower;
    std::string upper = "t";
    bool integralScaling = true;
    bool pureOperator = false;
    std::string freeFunction = "continued";
    std::string start = "free_function";
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
    double jacobianPenalty = 0.0;
    bool reference = false;
    ReleasedOptions released;

    template <class Visitor>
    void visit(Visitor& v)
    {
        visitIntegral(v);
        visitNetwork(v);
        v.section("solver", solver);
        v.section("training_solver", trainingSolver);
        v.section("gradient", gradient);
        v("jacobian_penalty", jacobianPenalty,
          {.description =
               "gamma of the term gamma E|J^T e|^2 / (number of values) in the loss, with J the "
               "derivative of the right-hand side at the solution and e normal: keeps the "
               "equation easy to solve",
           .minimum = 0.0});
        v("reference", reference,
          {.description =
               "Compute as the authors' released code does; its settings are those under "
               "released, and the others have no effect"});
        v.section("released", released);
    }

private:
    template <class Visitor>
    void visitIntegral(Visitor& v);
    template <class Visitor>
    void visitNetwork(Visitor& v);
};

template <class Visitor>
void AnieOptions::visitIntegral(Visitor& v)
{
    v("attention", attention,
      {.description = "How the integral is formed: galerkin and fourier with a signed kernel, "
                      "softmax and linear as an average with a positive one",
       .choices = {"galerkin", "fourier", "linear", "softmax"}});
    v("limits", limits,
      {.description = "Fredholm: integral over the whole interval; Volterra: from the start to t, "
                      "so that nothing depends on later times; general: lower to upper",
       .choices = {"fredholm", "volterra", "general"}});
    v("lower", lower,
      {.description = "General limits: formula of t for the lower one, such as t-0.2; empty: the "
                      "start"});
    v("upper", upper, {.description = "General limits: formula of t for the upper one"});
    v("integral_scaling", integralScaling,
      {.description = "Multiply averages (softmax, linear) by the length of their limits, as an "
                      "integral would be"});
    v("pure_operator", pureOperator,
      {.description = "One attention and nothing else: no residual, pointwise network or bias"});
    v("free_function", freeFunction,
      {.description =
           "f(t): the given points continued by the outer ones, by straight lines or by a "
           "spline; the first of them as a constant; 0; or learned: the first plus a "
           "network of t",
       .choices = {"continued", "linear", "spline", "constant", "zero", "learned"}});
    v("start", start,
      {.description = "Where the iteration starts: at f, or as free_function says",
       .choices = {"free_function", "continued", "linear", "spline", "constant", "zero"}});
}

template <class Visitor>
void AnieOptions::visitNetwork(Visitor& v)
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
