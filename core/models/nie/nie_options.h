#pragma once

#include "core/config/options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the neural integral equation.
struct NieOptions {
    std::string limits = "volterra";
    std::string kernelForm = "factorised";
    std::string kernelInputs = "times";
    std::string quadrature = "clenshaw_curtis";
    std::int64_t knots = 40;
    std::int64_t nodes = 1000;
    std::int64_t rank = 8;
    std::int64_t hidden = 64;
    std::int64_t layers = 2;
    std::string activation = "silu";
    std::int64_t timeFeatures = 4;
    std::string freeFunction = "given";
    bool learnFreeFunction = true;
    std::int64_t latentChannels = 8;
    bool localTerm = false;
    double outputScale = 0.3;
    bool reference = false;
    std::int64_t referenceIterations = 3;
    std::int64_t timeChunk = 0;
    FixedPointOptions solver{.tolerance = 1e-5, .maxIterations = 60};
    FixedPointOptions trainingSolver{.tolerance = 1e-3, .maxIterations = 30};
    GradientOptions gradient{.method = "implicit"};

    template <class Visitor>
    void visit(Visitor& v);

private:
    template <class Visitor>
    void visitEquation(Visitor& v);
    template <class Visitor>
    void visitNetworks(Visitor& v);
};

template <class Visitor>
void NieOptions::visitEquation(Visitor& v)
{
    v("limits", limits,
      {.description = "Volterra: integral from the start to t; Fredholm: over the whole interval",
       .choices = {"volterra", "fredholm"}});
    v("kernel_form", kernelForm,
      {.description = "Integrand: factorised K(t,s) F(y(s)), or general G(F(y(s)), t, s)",
       .choices = {"factorised", "general"}});
    v("kernel_inputs", kernelInputs,
      {.description = "What the kernel network is given: t and s, or also t - s",
       .choices = {"times", "times_and_difference"}});
    v("quadrature", quadrature,
      {.description = "Rule of the integral: on the knots, or (the last three) on random nodes, "
                      "drawn anew for every step and kept within a solve",
       .choices = {"gauss", "clenshaw_curtis", "trapezoid", "simpson", "monte_carlo", "lattice",
                   "sobol"}});
    v("knots", knots,
      {.description = "Times at which the equation is solved; their number bounds the error",
       .minimum = 4.0,
       .maximum = 512.0});
    v("nodes", nodes,
      {.description = "Nodes of one integral of the random rules",
       .minimum = 1.0,
       .maximum = 100000.0});
    v("free_function", freeFunction,
      {.description = "f: the first value held; the given points, then the last of them held; or a "
                      "latent start that a recurrent network reads from the given points",
       .choices = {"constant", "given", "latent"}});
    v("learn_free_function", learnFreeFunction,
      {.description = "Adds psi(t) - psi(t0) with a network psi to f"});
    v("latent_channels", latentChannels,
      {.description = "Channels of y where f starts from a latent value",
       .minimum = 1.0,
       .maximum = 1024.0});
    v("local_term", localTerm,
      {.description = "Adds a network l(y(t), t) outside of the integral (f of algorithm 1)"});
}

template <class Visitor>
void NieOptions::visitNetworks(Visitor& v)
{
    v("rank", rank,
      {.description = "Components of F(y): columns of the kernel matrix K(t,s)",
       .minimum = 1.0,
       .maximum = 1024.0});
    v("hidden", hidden,
      {.description = "Width of the networks K, F, G, psi and l",
       .minimum = 1.0,
       .maximum = 16384.0});
    v("layers", layers,
      {.description = "Hidden layers of each network", .minimum = 1.0, .maximum = 16.0});
    v("activation", activation,
      {.description = "Between the layers; elu is not smooth enough for spectral accuracy",
       .choices = {"silu", "elu", "tanh"}});
    v("time_features", timeFeatures,
      {.description = "Pairs sin, cos of k pi t given to the networks of time",
       .minimum = 0.0,
       .maximum = 64.0});
    v("output_scale", outputScale,
      {.description = "Size of the kernel at the start",
       .minimum = 0.0,
       .maximum = 10.0,
       .minimumExcluded = true});
}

template <class Visitor>
void NieOptions::visit(Visitor& v)
{
    visitEquation(v);
    visitNetworks(v);
    v("reference", reference,
      {.description =
           "Computes as the authors' released code does: fresh random nodes for every time "
           "and evaluation, random knots, a natural spline, damped steps, unrolled; in "
           "place of quadrature, knots, solver and gradient"});
    v("reference_iterations", referenceIterations,
      {.description = "Its max_iterations: 3 more evaluations are made", .minimum = 0.0});
    v("time_chunk", timeChunk,
      {.description =
           "Times in one evaluation of the kernel network; 0: as many as stay in cache; 1: "
           "one after the other, as in the released code",
       .minimum = 0.0});
    v.section("solver", solver);
    v.section("training_solver", trainingSolver);
    v.section("gradient", gradient);
}

}  // namespace nie
