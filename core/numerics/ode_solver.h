#pragma once

#include "core/config/options.h"
#include "core/numerics/runge_kutta.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace nie {

/// How dy/dt = f(t, y) is integrated.
struct OdeOptions {
    std::string method = "dopri5";
    double relativeTolerance = 1e-5;
    double absoluteTolerance = 1e-6;
    std::int64_t steps = 0;
    std::int64_t maxEvaluations = 10000;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("method", method,
          {.description =
               "dopri5: Dormand and Prince, order 5. rk4: Runge and Kutta, order 4, with "
               "a fixed number of steps",
           .choices = {"dopri5", "rk4"}});
        v("relative_tolerance", relativeTolerance,
          {.description = "Error of one step of dopri5, relative to the solution",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("absolute_tolerance", absoluteTolerance,
          {.description = "Error of one step of dopri5 that is always allowed",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("steps", steps,
          {.description = "Steps between two wanted times; 0: as many as the tolerances ask for, "
                          "with rk4 one",
           .minimum = 0.0,
           .maximum = 1e6});
        v("max_evaluations", maxEvaluations,
          {.description = "Evaluations of the right-hand side after which an integration fails",
           .minimum = 1.0});
    }
};

/// What one integration did; `backward...` are filled when its gradient has been computed.
struct OdeFacts {
    std::int64_t evaluations = 0;
    std::int64_t steps = 0;
    std::int64_t rejectedSteps = 0;
    std::vector<double> localErrors;  ///< per accepted step, in units of the tolerance (<= 1)
    std::int64_t backwardEvaluations = 0;
};

struct OdeSolution {
    torch::Tensor y;  ///< [time, shape of y0...]
    std::shared_ptr<OdeFacts> facts = std::make_shared<OdeFacts>();
};

/// y at `times` (strictly increasing or strictly decreasing), y(times[0]) = y0. All samples share
/// their steps: the error of a step is the root mean square over all numbers of y. Steps do not
/// depend on the wanted times, which are interpolated (order 4): y at a time does not depend on
/// which times come after it. With `steps` > 0 and with rk4 the steps end at every wanted time.
///
/// In grad mode the result has a graph through the steps (and what f depends on); step sizes are
/// constants in it. Throws RunError when max_evaluations is reached or steps become too small
/// (stiff or non-finite f), Interrupted when `stop` is asked to; both are looked at before each
/// evaluation.
OdeSolution solveOde(const OdeFunction& f, const torch::Tensor& y0,
                     const std::vector<double>& times, const OdeOptions& options,
                     std::stop_token stop);

/// The same without a graph through the steps. The gradient to y0 and `parameters` (all tensors
/// with gradients that f depends on) comes from the adjoint equations da/dt = -a df/dy, dg/dt = -a
/// df/dtheta, integrated backwards between wanted times with the same settings (Chen et al. 2018).
/// Memory does not grow with the steps. First derivatives only; max_evaluations holds for the
/// backward integration by itself.
OdeSolution solveOdeByAdjoint(const OdeFunction& f, const torch::Tensor& y0,
                              const std::vector<double>& times,
                              const std::vector<torch::Tensor>& parameters,
                              const OdeOptions& options, std::stop_token stop);

}  // namespace nie
