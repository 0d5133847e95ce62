#pragma once

#include "core/numerics/vector_iteration.h"

#include <memory>
#include <optional>

namespace nie {

/// One way from y_k and g = G(y_k) to y_{k+1}; keeps the history of one solve.
class VectorStepper {
public:
    virtual ~VectorStepper() = default;
    virtual Eigen::VectorXd next(const Eigen::VectorXd& y, const Eigen::VectorXd& g) = 0;
    /// A shorter step from the same y after the last one did not lower the residual; empty: take
    /// it.
    virtual std::optional<Eigen::VectorXd> shorten() { return {}; }
    /// The shortest step was refused too: the residual has reached its floor.
    virtual bool stalled() const { return false; }
    /// Evaluations of G made inside the last step.
    virtual std::int64_t extraEvaluations() const { return 0; }
};

/// Throws InputError for an unknown name.
std::unique_ptr<VectorStepper> makeVectorStepper(const VectorFixedPoint& problem,
                                                 const VectorIterationOptions& options);

std::unique_ptr<VectorStepper> makeNewtonStepper(const VectorFixedPoint& problem, bool krylov);

}  // namespace nie
