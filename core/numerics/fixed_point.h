#pragma once

#include "core/config/options.h"
#include "core/results/solver_trace.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <vector>

namespace nie {

/// The right-hand side of y = G(y): maps [batch, ...] to the same shape, sample by sample.
using FixedPointMap = std::function<torch::Tensor(const torch::Tensor& y)>;

/// G for part of a batch: of the samples listed ([kept], int64, on the CPU, ascending) alone.
using FixedPointRestriction = std::function<FixedPointMap(const torch::Tensor& samples)>;

/// y = G(y) for a batch. With `restrictedTo` a solve goes on with the unsolved samples alone once
/// they are fewer than half; without it G is evaluated for the whole batch to the end. Any map
/// converts to it.
struct BatchedFixedPoint {
    FixedPointMap map;
    FixedPointRestriction restrictedTo;

    template <class Map>
    requires std::is_invocable_r_v<torch::Tensor, Map&, const torch::Tensor&> BatchedFixedPoint(
        Map wholeBatch, FixedPointRestriction restriction = {})
        : map(std::move(wholeBatch)),
          restrictedTo(std::move(restriction))
    {}
};

struct FixedPointOptions {
    std::string stepper = "anderson";
    double tolerance = 1e-4;          ///< relative residual |G(y)-y|/|G(y)| per sample
    std::int64_t maxIterations = 60;  ///< evaluations of G at the most
    double damping = 0.0;             ///< beta: y + beta (G(y) - y); 0: 1, and .5 for "damped"
    std::int64_t memory = 5;          ///< pairs kept by Anderson

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("stepper", stepper,
          {.description = "How y = G(y) is iterated",
           .choices = {"picard", "damped", "anderson", "newton_krylov"}});
        v("tolerance", tolerance,
          {.description = "Relative residual at which a sample counts as solved",
           .minimum = 0.0,
           .minimumExcluded = true,
           .changeable = Changeable::WhilePaused});
        v("max_iterations", maxIterations,
          {.description = "Evaluations of the right-hand side at the most",
           .minimum = 1.0,
           .changeable = Changeable::WhilePaused});
        v("damping", damping,
          {.description = "Step length towards G(y); 0: 1, and .5 for damped",
           .minimum = 0.0,
           .maximum = 1.0});
        v("memory", memory,
          {.description = "Earlier iterates that Anderson combines",
           .minimum = 1.0,
           .maximum = 20.0});
    }
};

/// What a solve returns: always G of the iterate with the least residual, sample by sample.
struct FixedPointSolution {
    torch::Tensor y;          ///< [batch, ...]
    torch::Tensor residual;   ///< [batch], relative, of the iterate whose image y is
    torch::Tensor converged;  ///< [batch], bool
    SolverTrace trace;
    std::vector<torch::Tensor> iterates;  ///< y0, y1, ... when asked for
};

/// One way to get from y_k and G(y_k) to y_{k+1}. Keeps the history of one solve.
class FixedPointStepper {
public:
    virtual ~FixedPointStepper() = default;
    virtual std::string name() const = 0;
    /// y and g = G(y), both [batch, n]; `active`, [batch], bool, on the CPU: the samples still to
    /// be solved. Returns the next iterate, [batch, n]; what it gives for the others is not used.
    virtual torch::Tensor next(const torch::Tensor& y, const torch::Tensor& g,
                               const torch::Tensor& active) = 0;
    /// From now on the batch consists of these of its rows ([kept], int64, on y's device).
    virtual void keepRows(const torch::Tensor&) {}
    /// [batch], bool, on the CPU: samples it cannot improve any more; undefined: none.
    virtual torch::Tensor stalled() const { return {}; }
};

/// "picard", "damped", "anderson", "newton_krylov".
std::vector<std::string> stepperNames();

/// Solves y = G(y) from y0, per sample, without building a graph. A sample that has met the
/// tolerance is frozen. The stop token is asked before every evaluation (throws Interrupted). A
/// sample that does not converge, or becomes non-finite, is reported in `converged` and the trace;
/// its y is the best iterate found. Throws InputError for an unknown stepper.
FixedPointSolution solveFixedPoint(const BatchedFixedPoint& problem, const torch::Tensor& y0,
                                   const FixedPointOptions& options, std::stop_token stop,
                                   bool keepIterates = false);

/// The same with a graph through every step of the iteration (where grad mode is on), from y0 on.
/// Throws InputError for newton_krylov, whose difference quotients carry no derivative.
FixedPointSolution unrollFixedPoint(const BatchedFixedPoint& problem, const torch::Tensor& y0,
                                    const FixedPointOptions& options, std::stop_token stop,
                                    bool keepIterates = false);

}  // namespace nie
