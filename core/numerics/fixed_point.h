#pragma once

#include "core/config/options.h"
#include "core/results/solver_trace.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace nie {

/// The right-hand side of y = G(y): maps [batch, ...] to the same shape, sample by sample.
using FixedPointMap = std::function<torch::Tensor(const torch::Tensor& y)>;

struct FixedPointOptions {
    std::string stepper = "anderson";
    double tolerance = 1e-4;           ///< relative residual |G(y)-y|/|G(y)| per sample
    std::int64_t maxIterations = 60;   ///< evaluations of G at the most
    double damping = 1.0;              ///< beta: y + beta (G(y) - y); 1 is undamped
    std::int64_t memory = 5;           ///< pairs kept by Anderson

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("stepper", stepper, {.description = "How y = G(y) is iterated",
                               .choices = {"picard", "anderson"}});
        v("tolerance", tolerance, {.description = "Relative residual at which a sample counts as solved",
                                   .minimum = 0.0, .minimumExcluded = true,
                                   .changeable = Changeable::WhilePaused});
        v("max_iterations", maxIterations, {.description = "Evaluations of the right-hand side at the most",
                                            .minimum = 1.0, .changeable = Changeable::WhilePaused});
        v("damping", damping, {.description = "Step length towards G(y); 1 is undamped",
                               .minimum = 0.0, .maximum = 1.0, .minimumExcluded = true});
        v("memory", memory, {.description = "Earlier iterates that Anderson combines",
                             .minimum = 1.0, .maximum = 20.0});
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
    /// y and g = G(y), both [batch, n]; returns the next iterate, [batch, n].
    virtual torch::Tensor next(const torch::Tensor& y, const torch::Tensor& g) = 0;
};

/// Throws InputError for an unknown name.
std::unique_ptr<FixedPointStepper> makeStepper(const FixedPointOptions& options);

/// Solves y = G(y) from y0, per sample, without building a graph. A sample that has met the
/// tolerance is frozen. The stop token is asked before every evaluation (throws Interrupted). A
/// sample that does not converge, or becomes non-finite, is reported in `converged` and the trace;
/// its y is the best iterate found.
FixedPointSolution solveFixedPoint(const FixedPointMap& map, const torch::Tensor& y0,
                                   const FixedPointOptions& options, std::stop_token stop,
                                   bool keepIterates = false);

}  // namespace nie
