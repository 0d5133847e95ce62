#pragma once

#include "core/models/nie/nie_options.h"

#include <torch/torch.h>

#include <optional>
#include <vector>

namespace nie {

/// Nodes and weights of the integrals that belong to a list of times, with what networks of time
/// are given there. All in unit time.
struct IntegrationNodes {
    torch::Tensor times;               ///< [time]
    torch::Tensor nodes;               ///< [node], or [time, node]: every time has its own
    torch::Tensor weights;             ///< [time, node]
    torch::Tensor timeFeatures;        ///< [time, feature]
    torch::Tensor nodeFeatures;        ///< nodes' shape and [feature]
    torch::Tensor differenceFeatures;  ///< [time, node, feature] of t - s; undefined where not used
    bool atKnots = true;               ///< the nodes are the knots, in their order

    bool perTime() const { return nodes.dim() == 2; }
    std::int64_t timeCount() const { return times.size(0); }
    std::int64_t nodeCount() const { return nodes.size(-1); }
    /// Those of some of the times.
    IntegrationNodes rows(std::int64_t begin, std::int64_t end) const;
};

/// Turns "limits", "quadrature" and "knots" into nodes for any times (models' unit time, [0, 1]).
///
/// The rules on knots integrate the interpolant of the integrand
/// (numerics/cumulative_quadrature.h), so a Volterra integral is as accurate at any time as at the
/// knots. Random rules have nodes of their own, at which y is interpolated by a natural spline.
class IntegrationScheme {
public:
    explicit IntegrationScheme(const NieOptions& options);

    /// The rule's own knots, ascending.
    const std::vector<double>& knots() const { return m_knots; }
    /// Whether nodes are drawn: then nodesFor() differs from call to call.
    bool isRandom() const { return m_random; }
    /// {0, sorted uniform ones, 1}: those of the released code.
    std::vector<double> randomKnots(std::int64_t count) const;

    /// times: [time], in the type and on the device wanted. Random rules draw from `generator`, and
    /// without one from LibTorch's own.
    IntegrationNodes nodesFor(const torch::Tensor& times,
                              const std::optional<torch::Generator>& generator = {}) const;
    /// The given nodes for the given times, with weights 1: for kernels to look at.
    IntegrationNodes nodesOf(const torch::Tensor& times, const torch::Tensor& nodes) const;
    /// Uniform nodes for each of the times, whatever the rule is: the released code's.
    IntegrationNodes monteCarloFor(const torch::Tensor& times) const;

private:
    IntegrationNodes onKnots(const torch::Tensor& times) const;
    IntegrationNodes onUnitNodes(const torch::Tensor& times, const torch::Tensor& unitNodes) const;
    void addFeatures(IntegrationNodes& result) const;

    NieOptions m_options;
    bool m_volterra;
    bool m_random;
    std::vector<double> m_knots;
};

}  // namespace nie
