#include "core/models/nie/integration_nodes.h"

#include "core/models/perceptron.h"
#include "core/numerics/cumulative_quadrature.h"
#include "core/numerics/interpolation.h"
#include "core/numerics/quadrature_choice.h"
#include "core/data/tensor_conversion.h"

#include <algorithm>
#include <limits>

namespace nie {

namespace {

c10::optional<torch::Generator> toLibrary(const std::optional<torch::Generator>& generator)
{
    return generator ? c10::optional<torch::Generator>(*generator) : c10::nullopt;
}

/// Intervals of one panel of the rule's interpolant.
int panelOf(QuadratureKind kind, std::size_t knots)
{
    if (kind == QuadratureKind::Trapezoid)
        return 1;
    return kind == QuadratureKind::Simpson ? 2 : static_cast<int>(knots) - 1;
}

std::vector<double> knotsOf(QuadratureKind kind, int count)
{
    // Random rules integrate elsewhere; y is interpolated between these.
    if (isRandom(kind))
        return chebyshevKnots(count - 1, 0.0, 1.0);
    return makeQuadrature(kind, count, 0.0, 1.0).nodes;
}

}  // namespace

IntegrationNodes IntegrationNodes::rows(std::int64_t begin, std::int64_t end) const
{
    const auto cut = [&](const torch::Tensor& tensor) {
        return tensor.defined() ? tensor.slice(0, begin, end) : tensor;
    };
    IntegrationNodes part = *this;
    part.times = cut(times);
    part.weights = cut(weights);
    part.timeFeatures = cut(timeFeatures);
    part.differenceFeatures = cut(differenceFeatures);
    if (perTime()) {
        part.nodes = cut(nodes);
        part.nodeFeatures = cut(nodeFeatures);
    }
    return part;
}

IntegrationScheme::IntegrationScheme(const NieOptions& options)
    : m_options(options),
      m_volterra(options.limits == "volterra"),
      m_random(nie::isRandom(quadratureFromName(options.quadrature))),
      m_knots(knotsOf(quadratureFromName(options.quadrature), static_cast<int>(options.knots)))
{}

std::vector<double> IntegrationScheme::randomKnots(std::int64_t count) const
{
    auto knots = toVector(std::get<0>(torch::rand({count - 2}, torch::kDouble).sort()));
    // Equal knots would leave the spline undefined; a draw of 53 bits gives none in practice.
    knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
    knots.insert(knots.begin(), 0.0);
    knots.push_back(1.0);
    return knots;
}

IntegrationNodes IntegrationScheme::onKnots(const torch::Tensor& times) const
{
    const auto kind = quadratureFromName(m_options.quadrature);
    IntegrationNodes result;
    result.times = times;
    result.nodes = torch::tensor(m_knots, torch::kDouble).to(times.options());
    if (m_volterra) {
        result.weights = toTensor(cumulativeWeights(m_knots, panelOf(kind, m_knots.size()), 0.0,
                                                    toVector(times)))
                             .to(times.options());
    } else {
        const auto rule = makeQuadrature(kind, static_cast<int>(m_options.knots), 0.0, 1.0);
        result.weights = torch::tensor(rule.weights, torch::kDouble)
                             .to(times.options())
                             .repeat({times.size(0), 1});
    }
    return result;
}

IntegrationNodes IntegrationScheme::onUnitNodes(const torch::Tensor& times,
                                                const torch::Tensor& unitNodes) const
{
    const auto count = unitNodes.size(-1);
    IntegrationNodes result;
    result.atKnots = false;
    result.times = times;
    if (m_volterra) {
        // s = t u, ds = t du
        const auto t = times.unsqueeze(1);
        result.nodes = t * unitNodes;
        result.weights = (t / static_cast<double>(count)).expand({-1, count});
    } else {
        result.nodes = unitNodes;
        result.weights =
            torch::full({times.size(0), count}, 1.0 / static_cast<double>(count), times.options());
    }
    return result;
}

void IntegrationScheme::addFeatures(IntegrationNodes& result) const
{
    const auto pairs = m_options.timeFeatures;
    result.timeFeatures = timeFeatures(result.times, pairs);
    result.nodeFeatures = timeFeatures(result.nodes, pairs);
    if (m_options.kernelInputs == "times_and_difference")
        result.differenceFeatures = timeFeatures(result.times.unsqueeze(1) - result.nodes, pairs);
}

IntegrationNodes IntegrationScheme::nodesOf(const torch::Tensor& times,
                                            const torch::Tensor& nodes) const
{
    IntegrationNodes result;
    result.times = times;
    result.nodes = nodes;
    result.weights = torch::ones({times.size(0), nodes.size(0)}, times.options());
    addFeatures(result);
    return result;
}

IntegrationNodes IntegrationScheme::monteCarloFor(const torch::Tensor& times) const
{
    auto result = onUnitNodes(
        times, torch::rand({times.size(0), m_options.nodes}, torch::kDouble).to(times.options()));
    addFeatures(result);
    return result;
}

IntegrationNodes IntegrationScheme::nodesFor(const torch::Tensor& times,
                                             const std::optional<torch::Generator>& generator) const
{
    const torch::NoGradGuard noGrad;
    IntegrationNodes result;
    if (m_random) {
        // One seed from the generator; the rule itself is the same on every platform.
        const auto seed = torch::randint(std::numeric_limits<std::int64_t>::max(), {1},
                                         toLibrary(generator), torch::kLong)
                              .item<std::int64_t>();
        const auto rule = makeQuadrature(quadratureFromName(m_options.quadrature),
                                         static_cast<int>(m_options.nodes), 0.0, 1.0,
                                         static_cast<std::uint64_t>(seed));
        result = onUnitNodes(times, torch::tensor(rule.nodes, torch::kDouble).to(times.options()));
    } else {
        result = onKnots(times);
    }
    addFeatures(result);
    return result;
}

}  // namespace nie
