#include "core/numerics/automatic_choice.h"

#include "core/base/error.h"
#include "core/numerics/quadrature_choice.h"
#include "core/numerics/window_solver.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr int kFirstNodes = 8;
constexpr int kMostWindows = 256;
/// Beyond this many knots a window is better cut in two.
constexpr int kMostNodesPerWindow = 64;

int mostNodes(const IntegralEquation& equation, const std::string& scheme)
{
    if (equation.dimension() > 2)
        return 16;
    if (equation.dimension() == 2)
        return 32;
    if (scheme == "trapezoid_march" || scheme == "product_trapezoid")
        return 2048;
    return scheme == "nystrom" ? 512 : 128;
}

/// Refines the nodes for a fixed number of windows. The last solve that converged is returned.
EquationSolution refineNodes(const IntegralEquation& equation, DiscretisationChoice choice,
                             const EquationSolverOptions& options, int largest,
                             std::stop_token stop, std::vector<RefinementStep>& history)
{
    const bool random = isRandom(quadratureFromName(choice.quadrature));
    std::optional<EquationSolution> coarse;
    double lastEstimate = std::numeric_limits<double>::infinity();
    for (choice.nodes = kFirstNodes;; choice.nodes *= 2) {
        EquationSolution fine = solveDiscretised(equation, choice, options, stop);
        fine.toleranceMet = false;
        if (coarse && coarse->converged && fine.converged) {
            const auto [difference, magnitude] = compareSolutions(equation, *coarse, fine);
            fine.errorEstimate = difference;
            fine.toleranceMet = difference <= options.tolerance * std::max(1.0, magnitude);
            // Rounding, amplified by the resolvent, has been reached: more nodes cannot help.
            const bool floored = difference < 1e-8 && difference > 0.5 * lastEstimate && !random;
            lastEstimate = difference;
            if (fine.toleranceMet || floored) {
                history.push_back({choice.windows, choice.nodes, true, difference});
                return fine;
            }
        }
        history.push_back({choice.windows, choice.nodes, fine.converged, fine.errorEstimate});
        if (2 * choice.nodes > largest)
            return fine;
        // A Volterra iteration that diverges on few nodes diverges on many: cut into windows
        // instead.
        if (!fine.converged && canUseWindows(equation, choice.scheme) && choice.nodes > kFirstNodes)
            return fine;
        coarse = std::move(fine);
    }
}

/// Which of two solutions is to be kept.
bool isBetter(const EquationSolution& a, const EquationSolution& b)
{
    if (a.converged != b.converged)
        return a.converged;
    return a.errorEstimate.value_or(1e300) < b.errorEstimate.value_or(1e300);
}

std::string automaticScheme(const IntegralEquation& equation, const EquationSolverOptions& options)
{
    if (equation.diagonal == KernelDiagonal::AbelRoot)
        return "abel_substitution";
    const bool moving =
        equation.isVolterra() ||
        std::any_of(equation.axes.begin(), equation.axes.end(),
                    [](const IntegrationAxis& axis) { return axis.hasOwnLimits(); });
    const bool plainVolterra =
        equation.dimension() == 1 && equation.isVolterra() && !equation.axes[0].hasOwnLimits();
    if (plainVolterra && options.quadrature == "trapezoid" && options.split != "on")
        return "trapezoid_march";
    const bool split = options.split == "on" ||
                       (options.split == "auto" && equation.diagonal == KernelDiagonal::Kink);
    return moving || split ? "chebyshev_collocation" : "nystrom";
}

void requireCarries(const IntegralEquation& equation, const std::string& scheme)
{
    const auto refuse = [&](const char* why) { throw InputError(equation.name, why, scheme); };
    const bool plainVolterra =
        equation.dimension() == 1 && equation.isVolterra() && !equation.axes[0].hasOwnLimits();
    const bool abel = equation.diagonal == KernelDiagonal::AbelRoot;
    if (scheme == "midpoint" || scheme == "tikhonov")
        refuse("the scheme is for equations of the first kind");
    if (abel && scheme != "product_trapezoid" && scheme != "abel_substitution")
        refuse("the scheme cannot integrate (t-s)^-1/2");
    if (!abel && (scheme == "product_trapezoid" || scheme == "abel_substitution"))
        refuse("the scheme is for kernels with the factor (t-s)^-1/2");
    if (scheme == "trapezoid_march" && !plainVolterra)
        refuse("the scheme is for Volterra equations on the line with limits lower and t");
    if (scheme == "nystrom" &&
        std::any_of(equation.axes.begin(), equation.axes.end(), [](const IntegrationAxis& axis) {
            return axis.kind == IntegrationAxis::Kind::Volterra || axis.hasOwnLimits();
        }))
        refuse("the scheme needs fixed limits");
}

}  // namespace

bool canUseWindows(const IntegralEquation& equation, const std::string& scheme)
{
    return scheme == "chebyshev_collocation" && equation.dimension() == 1 &&
           equation.isVolterra() && !equation.axes[0].hasOwnLimits();
}

DiscretisationChoice schemeFor(const IntegralEquation& equation,
                               const EquationSolverOptions& options)
{
    DiscretisationChoice choice;
    choice.scheme = options.scheme == "auto" ? automaticScheme(equation, options) : options.scheme;
    requireCarries(equation, choice.scheme);
    choice.quadrature = options.quadrature == "auto" ? "gauss" : options.quadrature;
    choice.nodes = options.nodes;
    choice.windows = std::max(1, options.windows);
    // Nothing lies beyond s = t in a plain Volterra integral.
    const bool beyond = !equation.isVolterra() || equation.axes[0].hasOwnLimits();
    choice.split = choice.scheme == "chebyshev_collocation" && equation.dimension() == 1 &&
                   beyond &&
                   (options.split == "on" ||
                    (options.split == "auto" && equation.diagonal == KernelDiagonal::Kink));
    choice.automatic =
        options.nodes == 0 || (options.windows == 0 && canUseWindows(equation, choice.scheme));
    return choice;
}

EquationSolution solveSecondKind(const IntegralEquation& equation,
                                 const EquationSolverOptions& options, std::stop_token stop)
{
    DiscretisationChoice choice = schemeFor(equation, options);
    const bool openWindows = options.windows == 0 && canUseWindows(equation, choice.scheme);
    const int largest = openWindows ? kMostNodesPerWindow : mostNodes(equation, choice.scheme);
    std::optional<EquationSolution> best;
    std::vector<RefinementStep> history;
    for (; choice.windows <= kMostWindows; choice.windows *= 2) {
        EquationSolution solution =
            options.nodes == 0 ? refineNodes(equation, choice, options, largest, stop, history)
                               : solveDiscretised(equation, choice, options, stop);
        const bool floored =
            solution.errorEstimate && *solution.errorEstimate < 1e-8 && !solution.toleranceMet;
        if (!best || isBetter(solution, *best))
            best = std::move(solution);
        if (best->toleranceMet || !openWindows || (floored && best->converged))
            break;
        if (options.nodes != 0 && best->converged)
            break;
    }
    best->refinements = std::move(history);
    return std::move(*best);
}

std::vector<std::vector<double>> gridOver(const IntegralEquation& equation, int perAxis)
{
    std::vector<std::vector<double>> points{{}};
    for (const IntegrationAxis& axis : equation.axes) {
        std::vector<std::vector<double>> longer;
        for (const auto& point : points)
            for (int k = 0; k < perAxis; ++k) {
                longer.push_back(point);
                longer.back().push_back(k + 1 == perAxis ? axis.upper
                                                         : axis.lower + (axis.upper - axis.lower) *
                                                                            k / (perAxis - 1));
            }
        points = std::move(longer);
    }
    return points;
}

SolutionDifference compareSolutions(const IntegralEquation& equation, const EquationSolution& a,
                                    const EquationSolution& b)
{
    SolutionDifference result;
    for (const auto& t : gridOver(equation, equation.dimension() == 1 ? 41 : 6)) {
        const auto left = a.evaluate(t);
        const auto right = b.evaluate(t);
        for (std::size_t c = 0; c < right.size(); ++c) {
            const double difference = std::abs(left[c] - right[c]);
            if (!std::isfinite(difference))
                return {std::numeric_limits<double>::infinity(), result.magnitude};
            result.difference = std::max(result.difference, difference);
            result.magnitude = std::max(result.magnitude, std::abs(right[c]));
        }
    }
    return result;
}

}  // namespace nie
