#pragma once

#include "core/numerics/automatic_choice.h"
#include "core/numerics/batched_equation.h"
#include "core/numerics/integral_equation.h"

namespace nie::test {

/// The same pointwise function at every row of `points` [..., inputs] -> [..., outputs].
inline torch::Tensor pointwise(const torch::Tensor& points, std::int64_t outputs,
                               const std::function<void(Point, std::span<double>)>& function)
{
    const auto flat = points.detach().to(torch::kCPU, torch::kDouble).contiguous();
    const auto inputs = static_cast<std::size_t>(flat.size(-1));
    const auto rows = static_cast<std::size_t>(flat.numel()) / inputs;
    auto shape = flat.sizes().vec();
    shape.back() = outputs;
    auto values = torch::zeros(shape, torch::kDouble);
    for (std::size_t i = 0; i < rows; ++i)
        function(
            Point(flat.data_ptr<double>() + i * inputs, inputs),
            std::span<double>(values.data_ptr<double>() + i * static_cast<std::size_t>(outputs),
                              static_cast<std::size_t>(outputs)));
    return values.to(points.options());
}

/// Even points over the domain, [points, dimension].
inline torch::Tensor gridPoints(const IntegralEquation& equation)
{
    const auto grid = gridOver(equation, equation.dimension() == 1 ? 161 : 13);
    auto points = torch::empty(
        {static_cast<std::int64_t>(grid.size()), static_cast<std::int64_t>(equation.dimension())},
        torch::kDouble);
    for (std::size_t i = 0; i < grid.size(); ++i)
        for (std::size_t a = 0; a < equation.dimension(); ++a)
            points[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(a)] = grid[i][a];
    return points;
}

/// How an axis of an equation of the test bench is carried.
inline AxisDiscretisation axisFor(const IntegralEquation& equation, const IntegrationAxis& axis,
                                  int nodes)
{
    AxisRequest request;
    request.nodes = nodes;
    request.split = equation.diagonal == KernelDiagonal::Kink;
    if (equation.diagonal == KernelDiagonal::AbelRoot)
        request.scheme = AxisScheme::AbelSubstitution;
    else if (axis.kind == IntegrationAxis::Kind::Volterra || request.split)
        request.scheme = AxisScheme::OwnNodes;
    return {axis, request};
}

/// A second-kind equation of the test bench on tensors; without gradients.
inline BatchedEquation tensorEquation(const IntegralEquation& equation, int nodes)
{
    BatchedEquation result;
    result.channels = equation.channels;
    for (const IntegrationAxis& axis : equation.axes)
        result.axes.push_back(axisFor(equation, axis, nodes));
    result.freeFunction = [equation](const torch::Tensor& points) {
        return pointwise(points, equation.channels, equation.freeFunction).unsqueeze(0);
    };
    if (equation.nonlinearity)
        result.nonlinearity = [equation](const torch::Tensor& y) {
            return pointwise(y, equation.features, equation.nonlinearity);
        };
    const auto dimension = equation.dimension();
    result.kernel = [equation, dimension](const torch::Tensor& p, const torch::Tensor& q) {
        const auto pairs =
            torch::cat({p.expand({-1, q.size(1), -1}), q.expand({p.size(0), -1, -1})}, 2);
        return pointwise(pairs, equation.channels * equation.features,
                         [&](Point both, std::span<double> value) {
                             equation.kernel(both.first(dimension), both.subspan(dimension), value);
                         })
            .unflatten(-1, {equation.channels, equation.features});
    };
    return result;
}

}  // namespace nie::test
