#include "core/numerics/window_solver.h"

#include "core/base/error.h"

#include <Eigen/LU>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace nie {

namespace {

constexpr Eigen::Index kLargestDenseNewton = 1200;
constexpr Eigen::Index kLargestAmplification = 500;
constexpr double kTightestResidual = 1e-15;

/// |(I - dG/dy)^-1| in the maximum norm: how far an error can exceed the residual.
double amplificationOf(const DiscretisedEquation& system, const Eigen::VectorXd& y)
{
    Eigen::MatrixXd matrix = -system.jacobian(y);
    matrix.diagonal().array() += 1.0;
    return matrix.partialPivLu().inverse().cwiseAbs().rowwise().sum().maxCoeff();
}

VectorIterationOptions iterationOptions(const EquationSolverOptions& options, Eigen::Index unknowns)
{
    VectorIterationOptions iteration;
    iteration.stepper = options.stepper;
    if (options.stepper == "auto")
        iteration.stepper = unknowns <= kLargestDenseNewton ? "newton" : "newton_krylov";
    // The iteration may not spoil what the quadrature reaches.
    iteration.tolerance = std::max(0.1 * options.tolerance, kTightestResidual);
    iteration.maxIterations = options.maxIterations;
    iteration.damping = options.damping;
    iteration.memory = options.memory;
    iteration.keepIterates = options.keepIterates;
    return iteration;
}

/// The second run of an iteration continues the first one's record.
void append(VectorSolution& solution, VectorSolution next)
{
    const auto join = [](auto& into, const auto& from) {
        into.insert(into.end(), from.begin() + (from.empty() ? 0 : 1), from.end());
    };
    join(solution.trace.residuals, next.trace.residuals);
    join(solution.trace.meanResiduals, next.trace.meanResiduals);
    join(solution.iterates, next.iterates);
    solution.trace.iterations.front() += next.trace.iterations.front();
    solution.trace.evaluations += next.trace.evaluations;
    solution.trace.seconds += next.trace.seconds;
    solution.trace.tolerance = next.trace.tolerance;
    if (next.residual <= solution.residual) {
        solution.y = std::move(next.y);
        solution.residual = next.residual;
        solution.trace.finalResiduals = next.trace.finalResiduals;
        solution.trace.contraction = next.trace.contraction;
    }
}

}  // namespace

AxisScheme axisSchemeFromName(const std::string& name)
{
    constexpr std::array kSchemes{AxisScheme::SharedNodes, AxisScheme::OwnNodes,
                                  AxisScheme::TrapezoidMarch, AxisScheme::ProductTrapezoid,
                                  AxisScheme::AbelSubstitution};
    std::string allowed = "auto";
    for (const AxisScheme scheme : kSchemes) {
        if (axisSchemeName(scheme) == name)
            return scheme;
        allowed += ", " + axisSchemeName(scheme);
    }
    throw InputError("scheme", "unknown scheme", name, allowed);
}

std::vector<AxisDiscretisation> discretiseAxes(const IntegralEquation& equation,
                                               const DiscretisationChoice& choice,
                                               const EquationSolverOptions& options)
{
    const AxisScheme scheme = axisSchemeFromName(choice.scheme);
    std::vector<AxisDiscretisation> axes;
    std::uint64_t seed = options.seed;
    for (const IntegrationAxis& axis : equation.axes) {
        AxisRequest request{scheme,          quadratureFromName(choice.quadrature),
                            choice.nodes,    choice.split,
                            options.grading, seed++};
        // In space-time only the axes whose limits move need nodes of their own.
        if (equation.dimension() > 1 && axis.kind == IntegrationAxis::Kind::Fredholm &&
            !axis.hasOwnLimits())
            request.scheme = AxisScheme::SharedNodes;
        axes.emplace_back(axis, request);
    }
    return axes;
}

IntegralEquation continuedEquation(const IntegralEquation& equation, double lower, double upper,
                                   const std::vector<SolvedWindow>& finished)
{
    IntegralEquation continued = equation;
    continued.axes[0].lower = lower;
    continued.axes[0].upper = upper;
    // The last row of a window integrates over the whole of it.
    struct Node {
        double s;
        double weight;
        std::vector<double> y;
    };
    auto past = std::make_shared<std::vector<Node>>();
    for (const SolvedWindow& window : finished) {
        const AxisRow row = window.system->axes()[0].rowAt(window.upper);
        for (std::size_t j = 0; j < row.nodes.size(); ++j)
            past->push_back({row.nodes[j], row.weights[j],
                             window.system->interpolate(window.values, Point(&row.nodes[j], 1))});
    }
    continued.freeFunction = [original = equation, past](Point t, std::span<double> value) {
        original.freeFunction(t, value);
        std::vector<double> part(value.size());
        for (const Node& node : *past) {
            original.evaluateIntegrand(node.y, t, Point(&node.s, 1), part);
            for (std::size_t c = 0; c < value.size(); ++c)
                value[c] += node.weight * part[c];
        }
    };
    return continued;
}

SolvedWindow solveWindow(IntegralEquation equation, const DiscretisationChoice& choice,
                         const EquationSolverOptions& options, std::stop_token stop)
{
    SolvedWindow window;
    window.lower = equation.axes[0].lower;
    window.upper = equation.axes[0].upper;
    auto axes = discretiseAxes(equation, choice, options);
    window.system =
        std::make_shared<const DiscretisedEquation>(std::move(equation), std::move(axes));
    const DiscretisedEquation& system = *window.system;
    const VectorFixedPoint problem{
        [&system](const Eigen::VectorXd& y) { return system.apply(y); },
        [&system](const Eigen::VectorXd& y) { return system.jacobian(y); }};

    VectorIterationOptions iteration = iterationOptions(options, system.size());
    window.iteration = iterateToFixedPoint(problem, system.freeFunction(), iteration, stop);
    VectorSolution& solution = window.iteration;
    if (solution.converged && system.size() <= kLargestAmplification) {
        window.amplification = amplificationOf(system, solution.y);
        const double scale = std::max(1.0, solution.y.cwiseAbs().maxCoeff());
        for (int round = 0; round < 2; ++round) {
            const double error = window.amplification * solution.residual * solution.y.norm();
            if (!(error > 0.5 * options.tolerance * scale) ||
                iteration.tolerance <= kTightestResidual)
                break;
            iteration.tolerance = std::max(kTightestResidual, 0.25 * options.tolerance * scale /
                                                                  error * solution.residual);
            append(solution, iterateToFixedPoint(problem, solution.y, iteration, stop));
        }
    }
    solution.trace.quadraturePoints = system.nodesPerIntegral();
    window.values = solution.y;
    return window;
}

}  // namespace nie
