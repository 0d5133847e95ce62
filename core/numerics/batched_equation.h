#pragma once

#include "core/numerics/axis_discretisation.h"
#include "core/numerics/integration_targets.h"
#include "core/numerics/solver_gradient.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <vector>

namespace nie {

/// A batch of integral equations of the second kind on tensors,
///
///     y(p) = f(p) + int G(F(y(q)), p, q) dq     or     y(p) = f(p) + int K(p, q) F(y(q)) dq,
///
/// p = (t), (t, x), (x, z, t), ... in the order of `axes`, each a Fredholm or Volterra axis or one
/// with limits of its own (Zappala et al., "Neural Integral Equations", eq. 1 to 3: partial
/// integral equations have axes of space and time). f, K, F and G are tensor functions: formulas,
/// networks, or anything with parameters that require gradients. They are called with points in the
/// dtype and on the device of the solve and must not depend on how the points are cut into blocks.
struct BatchedEquation {
    /// f: points [points, dimension] -> [batch or 1, points, channels].
    std::function<torch::Tensor(const torch::Tensor& points)> freeFunction;
    /// F, point by point: [..., channels] -> [..., features]. Empty: the identity.
    std::function<torch::Tensor(const torch::Tensor& y)> nonlinearity;
    /// K: p [rows, 1, dimension], q [1 or rows, nodes, dimension]
    ///    -> [rows, nodes, channels, features], or with a batch in front.
    std::function<torch::Tensor(const torch::Tensor& p, const torch::Tensor& q)> kernel;
    /// G, where there is no K: v = F(y(q)) [batch, 1 or rows, nodes, features], p and q as for K
    ///    -> [batch or 1, rows or 1, nodes, channels]. The arguments broadcast against each other,
    ///    so
    /// that the part of a network's first layer that belongs to v, p or q is computed once for it.
    std::function<torch::Tensor(const torch::Tensor& v, const torch::Tensor& p,
                                const torch::Tensor& q)>
        integrand;

    std::int64_t batch = 1;
    std::int64_t channels = 1;             ///< of y
    std::vector<AxisDiscretisation> axes;  ///< knots and nodes along each axis
    /// F, G and K (but for K's batch dimension) are the same for all equations of the batch: those
    /// that are solved can be left out while others are still iterated.
    bool sharedIntegrand = false;
    /// Every tensor with gradients that F and G depend on. Given, an evaluation with a graph keeps
    /// no activations but evaluates block by block again in the backward pass (recomputed()): its
    /// memory is that of one block. Empty: activations are kept, backward is faster. Not used with
    /// K.
    std::vector<torch::Tensor> parameters;
    /// Values (equation, p, q) of G at a time: bounds the memory of an evaluation without graph.
    std::int64_t largestBlock = std::int64_t{1} << 18;
};

/// The equations as a system for the values at the knots, y: [batch, knots, channels], knots in
/// product order with the last axis running fastest. A light value: copies share their tensors.
class BatchedEquationSystem {
public:
    /// `options`: dtype (float or double) and device of the solve; quadrature is worked out in
    /// double. Evaluates f, and K where it fits into memory, with their graphs. Throws InputError
    /// for an equation that is not complete, axes that cannot carry its limits, and results of f, K
    /// or G whose shape is not as above.
    BatchedEquationSystem(BatchedEquation equation, const torch::TensorOptions& options);

    const torch::Tensor& knots() const { return m_knots.points(); }  ///< [knots, dimension]
    const torch::Tensor& freeFunction() const { return m_free; }     ///< [batch, knots, channels]
    /// Nodes of one integral.
    std::int64_t nodesPerIntegral() const { return m_knots.nodesPerIntegral(); }

    /// G(y), the right-hand side at the knots.
    torch::Tensor apply(const torch::Tensor& y) const;
    /// y = G(y), to be solved by any means; with restriction where the integrand is shared.
    BatchedFixedPoint fixedPoint() const;
    /// Solves from y = f with the gradient chosen; samples that missed the tolerance are named in
    /// `converged`. Interruption as in solveFixedPoint().
    DifferentiableSolution solve(const FixedPointOptions& options,
                                 const GradientOptions& gradient = {}, std::stop_token stop = {},
                                 bool keepIterates = false) const;
    /// y at any points of the domain, [points, dimension], by inserting the values at the knots
    /// into the equation (Nystrom), with a graph; by the interpolant of the knots for the marching
    /// schemes.
    torch::Tensor evaluate(const torch::Tensor& y, const torch::Tensor& points) const;

private:
    BatchedEquationSystem restrictedTo(const torch::Tensor& samples) const;
    torch::Tensor freeFunctionAt(const torch::Tensor& points) const;
    torch::Tensor weightedKernel(const IntegrationTargets& targets, const NodeBlock& block,
                                 std::int64_t from, std::int64_t to) const;
    torch::Tensor transformed(const torch::Tensor& y) const;
    torch::Tensor integralOfKernel(const IntegrationTargets& targets, const torch::Tensor& y,
                                   std::int64_t from, std::int64_t to) const;
    torch::Tensor integralOfIntegrand(const IntegrationTargets& targets, const torch::Tensor& y,
                                      std::int64_t from, std::int64_t to) const;
    torch::Tensor integral(const IntegrationTargets& targets, const torch::Tensor& y) const;
    std::int64_t rowsPerBlock(const IntegrationTargets& targets) const;

    std::shared_ptr<const BatchedEquation> m_equation;
    torch::TensorOptions m_options;
    IntegrationTargets m_knots;
    torch::Tensor m_free;  ///< [batch, knots, channels]
    torch::Tensor
        m_weightedKernel;  ///< [(batch,) knots, channels, nodes, features]; undefined: too large
};

}  // namespace nie
