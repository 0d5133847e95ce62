#pragma once

#include "core/models/anie/operator_options.h"
#include "core/models/anie/released_options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the attentional neural integral equation.
struct AnieOptions : OperatorOptions {
    std::string limits = "fredholm";
    std::string lower;
    std::string upper = "t";
    std::string freeFunction = "continued";
    std::string start = "free_function";
    bool markGiven = false;
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
        visitSize(v);
        visitStart(v);
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
};

template <class Visitor>
void AnieOptions::visitIntegral(Visitor& v)
{
    visitAttention(v);
    v("limits", limits,
      {.description = "Fredholm: integral over the whole interval; Volterra: from the start to t, "
                      "so that nothing depends on later times; general: lower to upper",
       .choices = {"fredholm", "volterra", "general"}});
    v("lower", lower,
      {.description = "General limits: formula of t for the lower one, such as t-0.2; empty: the "
                      "start"});
    v("upper", upper, {.description = "General limits: formula of t for the upper one"});
    visitScaling(v);
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
    v("mark_given", markGiven,
      {.description = "Tell the tokens of given points from the others by one more coordinate, 1 or "
                      "0: without it a network asked about windows at random places cannot know "
                      "where f holds"});
}

}  // namespace nie
