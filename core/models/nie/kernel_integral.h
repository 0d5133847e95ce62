#pragma once

#include "core/models/nie/integration_nodes.h"
#include "core/models/perceptron.h"
#include "core/numerics/tensor_spline.h"

#include <memory>

namespace nie {

/// The integrals of one list of times, with all that does not depend on y: computed once and used
/// in every evaluation of a solve.
struct PreparedIntegral {
    IntegrationNodes nodes;
    /// Factorised: K(t_i, s_j) w_ij, [time, channel, node rank].
    /// General: the share of t and s in the first layer of G, [time, node, hidden].
    torch::Tensor kernel;
    std::shared_ptr<const TensorSpline> spline;  ///< where the nodes are not the knots
    TensorSpline::Points points;                 ///< of the nodes among its knots

    PreparedIntegral rows(std::int64_t begin, std::int64_t end) const;
};

/// int G(y(s), t, s) ds by networks, for a batch of functions that are known at the knots. All
/// times and nodes go through the networks together, in pieces that stay in cache; where the
/// activations of all pieces would take more than 64 MB for a backward pass, they are computed
/// again there.
///
///     factorised   sum_j w_ij K(t_i, s_j) F(y(s_j)): K once a solve, for all functions
///     general      sum_j w_ij G(F(y(s_j)), t_i, s_j): the first layer is a sum of shares of t, s
///     and
///                  F(y), and the weights act before the last layer, which is linear
class KernelIntegral {
public:
    /// kernel: K or G, made by kernelNetwork(); field: F, [..., channel] -> [..., rank].
    KernelIntegral(const NieOptions& options, std::int64_t channels, Perceptron kernel,
                   Perceptron field);

    /// The network that fits the options.
    static Perceptron kernelNetwork(const NieOptions& options, std::int64_t channels);

    PreparedIntegral prepare(const IntegrationNodes& nodes,
                             std::shared_ptr<const TensorSpline> spline) const;
    /// y at the knots, [batch, knot, channel] -> [batch, time, channel].
    torch::Tensor operator()(const PreparedIntegral& prepared, const torch::Tensor& y) const;

    /// The integrand itself, without weights: G(y_j, t_i, s_j), [batch, time, node, channel], for y
    /// at the nodes [batch, node, channel], which all times share.
    torch::Tensor integrand(const IntegrationNodes& nodes, const torch::Tensor& y) const;
    /// K(t_i, s_j), [time, node, channel, rank]; of the factorised form only (else InputError).
    torch::Tensor kernel(const IntegrationNodes& nodes) const;

private:
    torch::Tensor firstLayerOfTimes(const IntegrationNodes& nodes) const;
    /// y at the nodes: [batch, node, channel], or [batch, time, node, channel].
    torch::Tensor atNodes(const PreparedIntegral& prepared, const torch::Tensor& y) const;
    torch::Tensor piece(const PreparedIntegral& prepared, const torch::Tensor& state) const;
    torch::Tensor recomputedPiece(const PreparedIntegral& prepared,
                                  const torch::Tensor& state) const;
    torch::Tensor generalPiece(const PreparedIntegral& prepared, const torch::Tensor& field) const;
    torch::Tensor factorisedPiece(const PreparedIntegral& prepared,
                                  const torch::Tensor& field) const;
    bool isFactorised() const { return m_options.kernelForm == "factorised"; }
    std::int64_t fieldInputs() const { return isFactorised() ? 0 : m_options.rank; }

    NieOptions m_options;
    std::int64_t m_channels;
    Perceptron m_kernel;
    Perceptron m_field;
    std::vector<torch::Tensor> m_parameters;
};

}  // namespace nie
