#include "core/numerics/equation_report.h"

#include "core/numerics/automatic_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

Json number(std::optional<double> value)
{
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json numbers(const std::vector<double>& values)
{
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(value));
    return list;
}

Json choiceOf(const EquationSolution& solution)
{
    const DiscretisationChoice& choice = solution.choice;
    Json json = {{"scheme", choice.scheme},
                 {"quadrature", choice.quadrature},
                 {"nodes", choice.nodes},
                 {"windows", choice.windows},
                 {"split", choice.split},
                 {"automatic", choice.automatic},
                 {"unknowns", choice.unknowns},
                 {"nodes_per_integral", choice.nodesPerIntegral},
                 {"stepper", solution.trace.stepper}};
    if (choice.lambda > 0.0)
        json["lambda"] = choice.lambda;
    return json;
}

/// The solves that led to the choice.
Json refinementsOf(const EquationSolution& solution)
{
    Json list = Json::array();
    for (const RefinementStep& step : solution.refinements)
        list.push_back({{"windows", step.windows},
                        {"nodes", step.nodes},
                        {"converged", step.converged},
                        {"estimate", number(step.estimate)}});
    return list;
}

Json traceOf(const SolverTrace& trace)
{
    return {{"residuals", numbers(trace.residuals)},
            {"iterations", trace.iterations},
            {"final_residuals", numbers(trace.finalResiduals)},
            {"contraction", number(trace.contraction)},
            {"converged_share", trace.convergedShare},
            {"tolerance", trace.tolerance}};
}

Json solutionAt(const IntegralEquation& equation, const EquationSolution& solution, int points)
{
    Json places = Json::array();
    Json values = Json::array();
    for (const auto& t : gridOver(equation, std::max(2, points))) {
        places.push_back(numbers(t));
        values.push_back(numbers(solution.evaluate(t)));
    }
    return {{"points", std::move(places)}, {"values", std::move(values)}};
}

}  // namespace

std::optional<double> maximumError(const IntegralEquation& equation,
                                   const EquationSolution& solution)
{
    if (!equation.exact)
        return {};
    double worst = 0.0;
    std::vector<double> exact(static_cast<std::size_t>(equation.channels));
    for (const auto& t : gridOver(equation, equation.dimension() == 1 ? 201 : 21)) {
        const auto y = solution.evaluate(t);
        equation.exact(t, exact);
        for (std::size_t c = 0; c < y.size(); ++c) {
            const double error = std::abs(y[c] - exact[c]);
            if (!std::isfinite(error))
                return std::numeric_limits<double>::infinity();
            worst = std::max(worst, error);
        }
    }
    return worst;
}

Json equationReport(const IntegralEquation& equation, const EquationSolution& solution,
                    const EquationReportParts& parts)
{
    const auto& iterations = solution.trace.iterations;
    Json report = {{"equation", equation.name},
                   {"error_max", number(maximumError(equation, solution))},
                   {"error_estimate", number(solution.errorEstimate)},
                   {"residual", number(solution.residual)},
                   {"iterations", iterations.empty()
                                      ? 0
                                      : *std::max_element(iterations.begin(), iterations.end())},
                   {"evaluations", solution.trace.evaluations},
                   {"kernel_evaluations", solution.kernelEvaluations},
                   {"converged", solution.converged},
                   {"tolerance_met", solution.toleranceMet},
                   {"contraction", number(solution.trace.contraction)},
                   {"amplification",
                    solution.amplification > 0.0 ? number(solution.amplification) : Json(nullptr)},
                   {"chosen", choiceOf(solution)},
                   {"seconds", solution.seconds}};
    if (parts.trace) {
        report["trace"] = traceOf(solution.trace);
        report["trace"]["refinements"] = refinementsOf(solution);
    }
    if (parts.points > 0)
        report["solution"] = solutionAt(equation, solution, parts.points);
    if (parts.iterates) {
        Json iterates = Json::array();
        for (const auto& iterate : solution.iterates)
            iterates.push_back(numbers(iterate));
        Json knots = Json::array();
        for (const auto& knot : solution.knots)
            knots.push_back(numbers(knot));
        report["iterates"] = {{"knots", std::move(knots)}, {"values", std::move(iterates)}};
    }
    return report;
}

}  // namespace nie
