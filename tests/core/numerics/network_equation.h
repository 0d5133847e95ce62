#pragma once

#include "core/numerics/batched_equation.h"

#include <cmath>

namespace nie::test {

inline const FixedPointOptions kTight{.tolerance = 1e-13, .maxIterations = 300};

inline GradientOptions method(const std::string& name)
{
    GradientOptions options;
    options.method = name;
    options.adjoint = {.tolerance = 1e-12, .maxIterations = 100};
    return options;
}

inline AxisDiscretisation volterraAxis(int nodes, AxisScheme scheme = AxisScheme::OwnNodes,
                                       double upper = 1.0)
{
    return {{"t", 0.0, upper, IntegrationAxis::Kind::Volterra, {}, {}},
            {.scheme = scheme, .nodes = nodes}};
}

/// y = x + theta int x s y ds with theta [batch]: y = 3/(3 - theta) x.
inline BatchedEquation scaledF1(const torch::Tensor& theta)
{
    BatchedEquation equation;
    equation.batch = theta.size(0);
    equation.axes = {{{"x", 0, 1, IntegrationAxis::Kind::Fredholm, {}, {}}, {.nodes = 4}}};
    equation.freeFunction = [](const torch::Tensor& x) { return x.unsqueeze(0); };
    equation.kernel = [theta](const torch::Tensor& x, const torch::Tensor& s) {
        return theta.reshape({-1, 1, 1, 1, 1}) * (x * s).unsqueeze(-1);
    };
    return equation;
}

/// A small network as integrand, G = W2 tanh(W1 [v, t, s]), on a Volterra axis; two channels.
struct NetworkEquation {
    torch::Tensor first;
    torch::Tensor second;
    torch::Tensor start;  ///< [batch, 1, 2]

    explicit NetworkEquation(std::int64_t batch = 3, std::int64_t hidden = 8)
    {
        torch::manual_seed(6);
        first = (0.6 * torch::randn({4, hidden}, torch::kDouble)).requires_grad_();
        second =
            (torch::randn({hidden, 2}, torch::kDouble) / std::sqrt(static_cast<double>(hidden)))
                .requires_grad_();
        start = torch::randn({batch, 1, 2}, torch::kDouble).requires_grad_();
    }
    BatchedEquation equation(AxisScheme scheme = AxisScheme::OwnNodes, int nodes = 8) const
    {
        BatchedEquation result;
        result.batch = start.size(0);
        result.channels = 2;
        result.axes = {volterraAxis(nodes, scheme)};
        result.sharedIntegrand = true;
        result.freeFunction = [f = start](const torch::Tensor& t) { return f * torch::cos(t); };
        result.integrand = [w1 = first, w2 = second](const torch::Tensor& v, const torch::Tensor& t,
                                                     const torch::Tensor& s) {
            const auto inner = torch::matmul(v, w1.slice(0, 0, 2)) + t * w1[2] + s * w1[3];
            return torch::matmul(torch::tanh(inner), w2);
        };
        return result;
    }
    torch::Tensor loss(const GradientOptions& gradient, const BatchedEquation& equation,
                       const FixedPointOptions& options = kTight) const
    {
        const BatchedEquationSystem system(equation, torch::kDouble);
        const auto solution = system.solve(options, gradient);
        // At a point that is no knot: the gradient goes through the insertion too.
        const auto points = torch::tensor({0.31, 0.77, 1.0}, torch::kDouble).unsqueeze(1);
        return system.evaluate(solution.y, points).square().sum();
    }
    std::vector<torch::Tensor> gradients(const GradientOptions& gradient,
                                         const BatchedEquation& equation,
                                         const FixedPointOptions& options = kTight) const
    {
        return torch::autograd::grad({loss(gradient, equation, options)}, {first, second, start});
    }
};

}  // namespace nie::test
