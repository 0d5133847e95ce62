#include "core/numerics/equation_solver.h"

#include "core/base/error.h"
#include "core/numerics/automatic_choice.h"
#include "core/numerics/first_kind.h"
#include "core/numerics/quadrature_choice.h"
#include "core/numerics/window_solver.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace nie {

namespace {

void checkOptions(const EquationSolverOptions& options)
{
    const auto refuse = [](const char* where, const std::string& found, const char* allowed) {
        throw InputError(where, "wrong value", found, allowed);
    };
    if (!(options.tolerance > 0.0) || !std::isfinite(options.tolerance))
        refuse("tolerance", fmt::format("{}", options.tolerance), "a number > 0");
    if (options.nodes != 0 && (options.nodes < 2 || options.nodes > 20000))
        refuse("nodes", std::to_string(options.nodes), "2 to 20000, or 0 for automatic");
    if (options.windows < 0 || options.windows > 10000)
        refuse("windows", std::to_string(options.windows), "1 to 10000, or 0 for automatic");
    if (options.split != "auto" && options.split != "on" && options.split != "off")
        refuse("split", options.split, "auto, on, off");
    const auto schemes = equationSchemeNames();
    if (std::find(schemes.begin(), schemes.end(), options.scheme) == schemes.end())
        refuse("scheme", options.scheme, fmt::format("{}", fmt::join(schemes, ", ")).c_str());
    const auto steppers = vectorStepperNames();
    if (options.stepper != "auto" &&
        std::find(steppers.begin(), steppers.end(), options.stepper) == steppers.end())
        refuse("stepper", options.stepper,
               fmt::format("auto, {}", fmt::join(steppers, ", ")).c_str());
    if (options.quadrature != "auto")
        quadratureFromName(options.quadrature);
}

/// The traces of the windows as one: a window is what a sample is in a batch.
SolverTrace mergeTraces(const std::vector<SolvedWindow>& windows)
{
    SolverTrace merged = windows.front().iteration.trace;
    merged.iterations.clear();
    merged.finalResiduals.clear();
    merged.evaluations = 0;
    merged.seconds = 0.0;
    std::size_t converged = 0;
    for (const SolvedWindow& window : windows) {
        const SolverTrace& trace = window.iteration.trace;
        merged.iterations.push_back(trace.iterations.front());
        merged.finalResiduals.push_back(window.iteration.residual);
        merged.evaluations += trace.evaluations;
        merged.seconds += trace.seconds;
        converged += window.iteration.converged ? 1 : 0;
        if (trace.residuals.size() > merged.residuals.size()) {
            merged.residuals = trace.residuals;
            merged.meanResiduals = trace.meanResiduals;
            merged.contraction = trace.contraction;
        }
    }
    merged.convergedShare = static_cast<double>(converged) / static_cast<double>(windows.size());
    return merged;
}

std::vector<SolvedWindow> solveWindows(const IntegralEquation& equation,
                                       const DiscretisationChoice& choice,
                                       const EquationSolverOptions& options, std::stop_token stop)
{
    if (choice.windows == 1)
        return [&] {
            std::vector<SolvedWindow> one;
            one.push_back(solveWindow(equation, choice, options, stop));
            return one;
        }();
    const IntegrationAxis& axis = equation.axes[0];
    std::vector<SolvedWindow> windows;
    for (int w = 0; w < choice.windows; ++w) {
        const double step = (axis.upper - axis.lower) / choice.windows;
        const double lower = axis.lower + w * step;
        const double upper = w + 1 == choice.windows ? axis.upper : axis.lower + (w + 1) * step;
        windows.push_back(
            solveWindow(continuedEquation(equation, lower, upper, windows), choice, options, stop));
        if (!windows.back().iteration.converged)
            break;  // everything after it would rest on a wrong past
    }
    return windows;
}

void collectKnots(EquationSolution& solution, const std::vector<SolvedWindow>& windows)
{
    for (const SolvedWindow& window : windows) {
        for (Eigen::Index i = 0; i < window.system->knotCount(); ++i)
            solution.knots.push_back(window.system->knot(i));
        solution.choice.unknowns += window.system->size();
        solution.choice.nodesPerIntegral = window.system->nodesPerIntegral();
        solution.kernelEvaluations += window.system->kernelEvaluations();
        solution.amplification = std::max(solution.amplification, window.amplification);
        solution.residual = std::max(solution.residual, window.iteration.residual);
    }
    for (const Eigen::VectorXd& iterate : windows.front().iteration.iterates)
        solution.iterates.emplace_back(iterate.data(), iterate.data() + iterate.size());
}

}  // namespace

std::vector<std::string> equationSchemeNames()
{
    return {"auto",
            "nystrom",
            "chebyshev_collocation",
            "trapezoid_march",
            "product_trapezoid",
            "abel_substitution",
            "midpoint",
            "tikhonov"};
}

EquationSolution solveDiscretised(const IntegralEquation& equation,
                                  const DiscretisationChoice& choice,
                                  const EquationSolverOptions& options, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    if (choice.windows > 1 && !canUseWindows(equation, choice.scheme))
        throw InputError(equation.name,
                         "windows are for Volterra equations on the line with limits "
                         "lower and t and the scheme chebyshev_collocation",
                         fmt::format("{} windows", choice.windows), "1");
    auto windows =
        std::make_shared<std::vector<SolvedWindow>>(solveWindows(equation, choice, options, stop));
    EquationSolution solution;
    solution.choice = choice;
    solution.choice.unknowns = 0;
    solution.trace = mergeTraces(*windows);
    solution.converged = solution.trace.allConverged() &&
                         windows->size() == static_cast<std::size_t>(choice.windows);
    collectKnots(solution, *windows);
    solution.toleranceMet = solution.converged;
    solution.evaluate = [windows](Point t) {
        // Beyond the last solved window its equation is continued.
        auto window = windows->begin();
        while (window + 1 != windows->end() && t[0] > window->upper)
            ++window;
        return window->system->evaluate(window->values, t);
    };
    solution.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return solution;
}

EquationSolution solveEquation(const IntegralEquation& equation,
                               const EquationSolverOptions& options, std::stop_token stop)
{
    checkOptions(options);
    equation.validate();
    const auto start = std::chrono::steady_clock::now();
    EquationSolution solution = equation.kind == IntegralEquation::Kind::First
                                    ? solveFirstKind(equation, options, stop)
                                    : solveSecondKind(equation, options, stop);
    solution.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return solution;
}

}  // namespace nie
