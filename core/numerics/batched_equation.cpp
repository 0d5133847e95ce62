#include "core/numerics/batched_equation.h"

#include "core/base/error.h"
#include "core/numerics/recomputed_function.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nie {

namespace {

/// Numbers of K kept between iterations: 256 MiB in double.
constexpr std::int64_t kLargestKernel = std::int64_t{1} << 25;
/// Points of evaluate() whose interpolation matrices live at once.
constexpr std::int64_t kPointsAtOnce = 512;

void requireShape(const char* what, const torch::Tensor& tensor,
                  const std::vector<std::int64_t>& wanted)
{
    bool fits = tensor.dim() == static_cast<std::int64_t>(wanted.size());
    for (std::int64_t k = 0; fits && k < tensor.dim(); ++k) {
        const auto allowed = wanted[static_cast<std::size_t>(k)];
        fits = tensor.size(k) == allowed || (tensor.size(k) == 1 && k + 1 < tensor.dim());
    }
    if (!fits)
        throw InputError(fmt::format("batched equation: {}", what), "wrong shape",
                         fmt::format("[{}]", fmt::join(tensor.sizes().vec(), ", ")),
                         fmt::format("[{}]", fmt::join(wanted, ", ")));
}

void validate(const BatchedEquation& equation)
{
    const auto refuse = [](const char* what, const std::string& found, const char* allowed) {
        throw InputError("batched equation", what, found, allowed);
    };
    if (!equation.freeFunction)
        refuse("free function missing", "none", "f");
    if (static_cast<bool>(equation.kernel) == static_cast<bool>(equation.integrand))
        refuse("integrand", equation.kernel ? "K and G" : "neither", "either K or G");
    if (equation.axes.empty())
        refuse("axes", "none", "one or more");
    if (equation.batch < 1 || equation.channels < 1 || equation.largestBlock < 1)
        refuse("sizes",
               fmt::format("batch {}, channels {}, largestBlock {}", equation.batch,
                           equation.channels, equation.largestBlock),
               ">= 1");
    for (const AxisDiscretisation& axis : equation.axes)
        if (axis.request().scheme == AxisScheme::SharedNodes &&
            (axis.axis().kind == IntegrationAxis::Kind::Volterra || axis.axis().hasOwnLimits()))
            throw InputError(fmt::format("batched equation: axis {}", axis.axis().name),
                             "the scheme cannot carry limits that depend on the point",
                             "SharedNodes",
                             "OwnNodes, IntegrationMatrix; TrapezoidMarch for limits [lower, t]");
}

torch::Tensor pointTensor(const torch::Tensor& points)
{
    return points.detach().to(torch::kCPU, torch::kDouble).contiguous();
}

}  // namespace

BatchedEquationSystem::BatchedEquationSystem(BatchedEquation equation,
                                             const torch::TensorOptions& options)
    : m_options(options)
{
    validate(equation);
    m_equation = std::make_shared<const BatchedEquation>(std::move(equation));
    m_knots = IntegrationTargets::knots(m_equation->axes, options);
    m_free = freeFunctionAt(m_knots.points());
    if (!m_equation->kernel)
        return;
    // A block of one point tells the kernel's features and whether it has a batch.
    const auto first = weightedKernel(m_knots, m_knots.block(0, 1, {}), 0, 1);
    if (first.numel() * m_knots.size() <= kLargestKernel)
        m_weightedKernel =
            weightedKernel(m_knots, m_knots.block(0, m_knots.size(), {}), 0, m_knots.size());
}

torch::Tensor BatchedEquationSystem::freeFunctionAt(const torch::Tensor& points) const
{
    const auto f = m_equation->freeFunction(points);
    requireShape("f", f, {m_equation->batch, points.size(0), m_equation->channels});
    return f.expand({m_equation->batch, points.size(0), m_equation->channels});
}

torch::Tensor BatchedEquationSystem::weightedKernel(const IntegrationTargets& targets,
                                                    const NodeBlock& block, std::int64_t from,
                                                    std::int64_t to) const
{
    const auto p = targets.points().slice(0, from, to).unsqueeze(1);
    auto kernel = m_equation->kernel(p, block.perPoint(block.nodes, 0));
    std::vector<std::int64_t> shape{to - from, block.nodes.size(1), m_equation->channels,
                                    kernel.size(-1)};
    if (kernel.dim() == 5)
        shape.insert(shape.begin(), m_equation->batch);
    requireShape("K", kernel, shape);
    kernel = kernel.expand(shape) * block.perPoint(block.weights, 0).unsqueeze(-1).unsqueeze(-1);
    return kernel.transpose(-3, -2).contiguous();
}

torch::Tensor BatchedEquationSystem::transformed(const torch::Tensor& y) const
{
    return m_equation->nonlinearity ? m_equation->nonlinearity(y) : y;
}

torch::Tensor BatchedEquationSystem::integralOfKernel(const IntegrationTargets& targets,
                                                      const torch::Tensor& y, std::int64_t from,
                                                      std::int64_t to) const
{
    const bool kept = m_weightedKernel.defined() && targets.points().is_same(m_knots.points());
    const auto block = targets.block(from, to, y);
    const auto kernel =
        kept ? m_weightedKernel.slice(-4, from, to) : weightedKernel(targets, block, from, to);
    const auto v =
        block.perPoint(transformed(block.values), 1);  // [batch, 1 or rows, nodes, features]
    const auto batch = y.size(0);
    const auto rows = to - from;
    const bool perEquation = kernel.dim() == 5;
    if (v.size(1) != 1 || rows == 1)
        return torch::einsum(perEquation ? "brcqf,brqf->brc" : "rcqf,brqf->brc",
                             {kernel, v.expand({-1, rows, -1, -1})});
    // Nodes that all points share: one matrix product.
    const auto columns = v.reshape({batch, -1});
    const auto image =
        perEquation ? torch::bmm(kernel.reshape({batch, -1, columns.size(1)}), columns.unsqueeze(2))
                    : torch::mm(columns, kernel.reshape({-1, columns.size(1)}).t());
    return image.reshape({batch, rows, m_equation->channels});
}

torch::Tensor BatchedEquationSystem::integralOfIntegrand(const IntegrationTargets& targets,
                                                         const torch::Tensor& y, std::int64_t from,
                                                         std::int64_t to) const
{
    const auto block = targets.block(from, to, y);
    const auto p = targets.points().slice(0, from, to).unsqueeze(1);
    const auto v = block.perPoint(transformed(block.values), 1);
    const auto g = m_equation->integrand(v, p, block.perPoint(block.nodes, 0));
    const std::vector<std::int64_t> shape{y.size(0), to - from, block.nodes.size(1),
                                          m_equation->channels};
    requireShape("G", g, shape);
    const auto weights = block.perPoint(block.weights, 0).expand({to - from, -1});
    return torch::einsum("brqc,rq->brc", {g.expand(shape), weights});
}

std::int64_t BatchedEquationSystem::rowsPerBlock(const IntegrationTargets& targets) const
{
    const auto perRow = targets.nodesPerIntegral() * m_equation->batch;
    return std::clamp<std::int64_t>(m_equation->largestBlock / std::max<std::int64_t>(perRow, 1), 1,
                                    targets.size());
}

torch::Tensor BatchedEquationSystem::integral(const IntegrationTargets& targets,
                                              const torch::Tensor& y) const
{
    const auto rows = rowsPerBlock(targets);
    std::vector<torch::Tensor> blocks;
    for (std::int64_t from = 0; from < targets.size(); from += rows) {
        const auto to = std::min(from + rows, targets.size());
        if (m_equation->kernel) {
            blocks.push_back(integralOfKernel(targets, y, from, to));
        } else if (m_equation->parameters.empty()) {
            blocks.push_back(integralOfIntegrand(targets, y, from, to));
        } else {
            // The backward pass comes later: what it needs is held by value.
            const auto again = [system = *this, targets, from,
                                to](const std::vector<torch::Tensor>& inputs) {
                return system.integralOfIntegrand(targets, inputs[0], from, to);
            };
            blocks.push_back(recomputed(again, {y}, m_equation->parameters));
        }
    }
    return blocks.size() == 1 ? blocks[0] : torch::cat(blocks, 1);
}

torch::Tensor BatchedEquationSystem::apply(const torch::Tensor& y) const
{
    return m_free + integral(m_knots, y);
}

BatchedEquationSystem BatchedEquationSystem::restrictedTo(const torch::Tensor& samples) const
{
    BatchedEquationSystem part = *this;
    const auto there = samples.to(m_free.device());
    part.m_free = m_free.index_select(0, there);
    if (m_weightedKernel.defined() && m_weightedKernel.dim() == 5)
        part.m_weightedKernel = m_weightedKernel.index_select(0, there);
    return part;
}

BatchedFixedPoint BatchedEquationSystem::fixedPoint() const
{
    const auto mapOf = [](BatchedEquationSystem system) -> FixedPointMap {
        return [system = std::move(system)](const torch::Tensor& y) { return system.apply(y); };
    };
    FixedPointRestriction restriction;
    // A kernel that is evaluated again and again may have a batch dimension of its own.
    if (m_equation->sharedIntegrand && (!m_equation->kernel || m_weightedKernel.defined()))
        restriction = [system = *this, mapOf](const torch::Tensor& samples) {
            return mapOf(system.restrictedTo(samples));
        };
    return {mapOf(*this), restriction};
}

DifferentiableSolution BatchedEquationSystem::solve(const FixedPointOptions& options,
                                                    const GradientOptions& gradient,
                                                    std::stop_token stop, bool keepIterates) const
{
    auto solution =
        solveDifferentiably(fixedPoint(), m_free, options, gradient, std::move(stop), keepIterates);
    solution.trace.quadraturePoints = nodesPerIntegral();
    return solution;
}

torch::Tensor BatchedEquationSystem::evaluate(const torch::Tensor& y,
                                              const torch::Tensor& points) const
{
    const auto places = pointTensor(points);
    const bool byInsertion = std::all_of(m_equation->axes.begin(), m_equation->axes.end(),
                                         [](const auto& axis) { return axis.hasRowsEverywhere(); });
    if (!byInsertion)
        return interpolateKnots(m_equation->axes, places, y);
    std::vector<torch::Tensor> parts;
    for (std::int64_t from = 0; from < places.size(0); from += kPointsAtOnce) {
        const auto part = places.slice(0, from, std::min(from + kPointsAtOnce, places.size(0)));
        const auto targets = IntegrationTargets::at(part, m_equation->axes, m_options);
        parts.push_back(freeFunctionAt(targets.points()) + integral(targets, y));
    }
    return torch::cat(parts, 1);
}

}  // namespace nie
