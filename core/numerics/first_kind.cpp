#include "core/numerics/first_kind.h"

#include "core/base/error.h"
#include "core/numerics/automatic_choice.h"
#include "core/numerics/axis_discretisation.h"
#include "core/numerics/interpolation.h"
#include "core/numerics/product_integration.h"
#include "core/numerics/quadrature_choice.h"
#include "core/numerics/tikhonov.h"
#include "core/numerics/window_solver.h"

#include <Eigen/LU>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <memory>

namespace nie {

namespace {

double kernelAt(const IntegralEquation& equation, double t, double s)
{
    double value = 0.0;
    equation.kernel(Point(&t, 1), Point(&s, 1), std::span<double>(&value, 1));
    if (!std::isfinite(value))
        throw InputError(fmt::format("{}: t = {:.6g}, s = {:.6g}", equation.name, t, s),
                         "the kernel is not finite", fmt::format("{}", value), "finite numbers");
    return value;
}

double dataAt(const IntegralEquation& equation, double t)
{
    double value = 0.0;
    equation.freeFunction(Point(&t, 1), std::span<double>(&value, 1));
    if (!std::isfinite(value))
        throw InputError(fmt::format("{}: t = {:.6g}", equation.name, t),
                         "the data g are not finite", fmt::format("{}", value), "finite numbers");
    return value;
}

/// A linear system solved without iteration, told as a solution.
EquationSolution linearSolution(const DiscretisationChoice& choice, const Eigen::MatrixXd& matrix,
                                const Eigen::VectorXd& values, const Eigen::VectorXd& data,
                                const std::vector<double>& knots)
{
    EquationSolution solution;
    solution.choice = choice;
    solution.choice.unknowns = values.size();
    solution.choice.nodesPerIntegral = matrix.cols();
    solution.residual = (matrix * values - data).norm() / std::max(data.norm(), 1e-300);
    solution.converged = values.allFinite();
    solution.toleranceMet = solution.converged;
    solution.kernelEvaluations = matrix.size();
    solution.trace.stepper = "direct";
    solution.trace.iterations = {1};
    solution.trace.residuals = {solution.residual};
    solution.trace.finalResiduals = {solution.residual};
    solution.trace.evaluations = 1;
    solution.trace.convergedShare = solution.converged ? 1.0 : 0.0;
    for (const double knot : knots)
        solution.knots.push_back({knot});
    return solution;
}

EquationSolution solveTikhonov(const IntegralEquation& equation, DiscretisationChoice choice,
                               const EquationSolverOptions& options)
{
    const ScaledSystem system =
        scaledSystem(equation, choice.quadrature, choice.nodes, options.seed);
    const TikhonovProblem problem(system.matrix, system.data);
    const bool byNoise = options.regularisation == "discrepancy" ||
                         (options.regularisation == "auto" && options.noise > 0.0);
    // Clean data carry rounding errors: about 10 units in the last place of |g|.
    const double rounding = 10.0 * std::numeric_limits<double>::epsilon() * system.data.norm();
    if (options.regularisation == "l_curve")
        choice.lambda = problem.lambdaByLCurve();
    else if (options.regularisation == "cross_validation")
        choice.lambda = problem.lambdaByCrossValidation();
    else
        choice.lambda =
            problem.lambdaByDiscrepancy(byNoise ? std::max(options.noise, rounding) : rounding);
    const Eigen::VectorXd scaled = problem.solve(choice.lambda);
    const Eigen::VectorXd values = scaled.cwiseQuotient(system.rootWeights);
    EquationSolution solution =
        linearSolution(choice, system.matrix, scaled, system.data, system.nodes);
    // Gauss and Chebyshev nodes carry a polynomial; any others a spline.
    const bool spectral = choice.quadrature == "gauss" || choice.quadrature == "clenshaw_curtis";
    solution.evaluate = [nodes = system.nodes, values, spectral](Point t) {
        const std::vector<double> at{t[0]};
        const Eigen::MatrixXd row =
            spectral ? barycentricMatrix(nodes, at) : splineMatrix(nodes, at, SplineEnd::NotAKnot);
        return std::vector<double>{(row * values)[0]};
    };
    return solution;
}

/// h sum_j K(t_i, s_j) y(s_j) = g(t_i), s_j the middle of cell j, or the exact moments of
/// (t-s)^-1/2.
EquationSolution solveMidpoint(const IntegralEquation& equation, DiscretisationChoice choice)
{
    const IntegrationAxis& axis = equation.axes[0];
    const bool abel = equation.diagonal == KernelDiagonal::AbelRoot;
    const auto ends = gradedKnots(choice.nodes, 1.0, axis.lower, axis.upper);
    const Eigen::Index n = choice.nodes;
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
    Eigen::VectorXd data(n);
    std::vector<double> middles;
    for (Eigen::Index j = 0; j < n; ++j)
        middles.push_back(
            0.5 * (ends[static_cast<std::size_t>(j)] + ends[static_cast<std::size_t>(j) + 1]));
    const Eigen::MatrixXd moments = abel ? abelMidpointWeights(ends) : Eigen::MatrixXd();
    for (Eigen::Index i = 0; i < n; ++i) {
        const double t = ends[static_cast<std::size_t>(i) + 1];
        data[i] = dataAt(equation, t);
        for (Eigen::Index j = 0; j <= i; ++j)
            matrix(i, j) =
                (abel ? moments(i, j) : (axis.upper - axis.lower) / static_cast<double>(n)) *
                kernelAt(equation, t, middles[static_cast<std::size_t>(j)]);
        if (matrix(i, i) == 0.0)
            throw InputError(fmt::format("{}: t = {:.6g}", equation.name, t),
                             "the mid-point rule needs K(t,t) different from 0", "0");
    }
    const Eigen::VectorXd values = matrix.triangularView<Eigen::Lower>().solve(data);
    EquationSolution solution = linearSolution(choice, matrix, values, data, middles);
    solution.evaluate = [middles, values](Point t) {
        return std::vector<double>{
            (splineMatrix(middles, {t[0]}, SplineEnd::NotAKnot) * values)[0]};
    };
    return solution;
}

/// The polynomial in t (or sqrt(t - lower)) with n + 1 coefficients that meets the equation at n +
/// 1 points right of lower, where it would say 0 = 0.
EquationSolution solveCollocation(const IntegralEquation& equation,
                                  const DiscretisationChoice& choice,
                                  const EquationSolverOptions& options)
{
    const IntegrationAxis& axis = equation.axes[0];
    auto unknowns = std::make_shared<const AxisDiscretisation>(
        discretiseAxes(equation, choice, options).front());
    const bool abel = choice.scheme == "abel_substitution";
    const Eigen::Index n = static_cast<Eigen::Index>(unknowns->knots().size());
    const auto points = chebyshevKnots(static_cast<int>(n), 0.0, 1.0);
    Eigen::MatrixXd matrix(n, n);
    Eigen::VectorXd data(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const double u = points[static_cast<std::size_t>(i) + 1];
        const double t = axis.lower + (axis.upper - axis.lower) * (abel ? u * u : u);
        AxisRow row = unknowns->rowAt(t);
        for (std::size_t j = 0; j < row.nodes.size(); ++j)
            row.weights[j] *= kernelAt(equation, t, row.nodes[j]);
        matrix.row(i) = Eigen::Map<const Eigen::RowVectorXd>(
                            row.weights.data(), static_cast<Eigen::Index>(row.weights.size())) *
                        row.interpolation;
        data[i] = dataAt(equation, t);
    }
    const Eigen::VectorXd values = matrix.fullPivLu().solve(data);
    EquationSolution solution = linearSolution(choice, matrix, values, data, unknowns->knots());
    solution.evaluate = [unknowns, values](Point t) {
        return std::vector<double>{unknowns->interpolationAt(t[0]) * values};
    };
    return solution;
}

EquationSolution solveOnce(const IntegralEquation& equation, const DiscretisationChoice& choice,
                           const EquationSolverOptions& options)
{
    if (choice.scheme == "tikhonov")
        return solveTikhonov(equation, choice, options);
    if (choice.scheme == "midpoint")
        return solveMidpoint(equation, choice);
    return solveCollocation(equation, choice, options);
}

DiscretisationChoice choiceFor(const IntegralEquation& equation,
                               const EquationSolverOptions& options)
{
    const bool volterra = equation.isVolterra() && !equation.axes[0].hasOwnLimits();
    const bool abel = equation.diagonal == KernelDiagonal::AbelRoot;
    const std::string collocation = abel ? "abel_substitution" : "chebyshev_collocation";
    DiscretisationChoice choice;
    choice.quadrature = options.quadrature == "auto" ? "gauss" : options.quadrature;
    choice.nodes = options.nodes;
    choice.automatic = options.nodes == 0;
    choice.scheme =
        options.scheme != "auto" ? options.scheme : (volterra ? collocation : "tikhonov");
    const bool carries = volterra ? (choice.scheme == collocation || choice.scheme == "midpoint")
                                  : choice.scheme == "tikhonov" && !equation.axes[0].hasOwnLimits();
    if (!carries)
        throw InputError(equation.name, "the scheme cannot carry this equation of the first kind",
                         choice.scheme,
                         volterra ? collocation + ", midpoint" : "tikhonov (fixed limits)");
    return choice;
}

/// Doubles the nodes; the solution that agrees best with its predecessor is returned.
EquationSolution refine(const IntegralEquation& equation, DiscretisationChoice choice,
                        const EquationSolverOptions& options, const std::stop_token& stop)
{
    const bool spectral = choice.scheme != "midpoint" && choice.scheme != "tikhonov";
    const int largest = choice.scheme == "midpoint" ? 1280 : (spectral ? 64 : 160);
    std::optional<EquationSolution> best;
    std::optional<EquationSolution> coarse;
    std::vector<RefinementStep> history;
    for (choice.nodes = spectral ? 8 : 20; choice.nodes <= largest; choice.nodes *= 2) {
        if (stop.stop_requested())
            throw Interrupted();
        EquationSolution fine = solveOnce(equation, choice, options);
        fine.toleranceMet = false;
        if (coarse) {
            const auto [difference, magnitude] = compareSolutions(equation, *coarse, fine);
            fine.errorEstimate = difference;
            fine.toleranceMet =
                fine.converged && difference <= options.tolerance * std::max(1.0, magnitude);
            // Ill-posed: past some size more nodes only add noise.
            if (!best || difference < *best->errorEstimate)
                best = fine;
        }
        history.push_back({1, choice.nodes, fine.converged, fine.errorEstimate});
        if (fine.toleranceMet)
            break;
        coarse = std::move(fine);
    }
    best->refinements = std::move(history);
    return std::move(*best);
}

}  // namespace

ScaledSystem scaledSystem(const IntegralEquation& equation, const std::string& quadrature,
                          int nodes, std::uint64_t seed)
{
    const IntegrationAxis& axis = equation.axes[0];
    const auto rule =
        makeQuadrature(quadratureFromName(quadrature), nodes, axis.lower, axis.upper, seed);
    const auto n = static_cast<Eigen::Index>(rule.size());
    ScaledSystem system{rule.nodes, Eigen::VectorXd(n), Eigen::MatrixXd(n, n), Eigen::VectorXd(n)};
    for (Eigen::Index i = 0; i < n; ++i)
        system.rootWeights[i] = std::sqrt(rule.weights[static_cast<std::size_t>(i)]);
    for (Eigen::Index i = 0; i < n; ++i) {
        const double t = rule.nodes[static_cast<std::size_t>(i)];
        system.data[i] = system.rootWeights[i] * dataAt(equation, t);
        for (Eigen::Index j = 0; j < n; ++j)
            system.matrix(i, j) = system.rootWeights[i] * system.rootWeights[j] *
                                  kernelAt(equation, t, rule.nodes[static_cast<std::size_t>(j)]);
    }
    return system;
}

EquationSolution solveFirstKind(const IntegralEquation& equation,
                                const EquationSolverOptions& options, std::stop_token stop)
{
    if (options.windows > 1)
        throw InputError(equation.name, "windows are for equations of the second kind",
                         std::to_string(options.windows), "1");
    if (options.regularisation != "auto" && options.regularisation != "discrepancy" &&
        options.regularisation != "l_curve" && options.regularisation != "cross_validation")
        throw InputError("regularisation", "unknown choice", options.regularisation,
                         "auto, discrepancy, cross_validation, l_curve");
    DiscretisationChoice choice = choiceFor(equation, options);
    if (options.nodes != 0)
        return solveOnce(equation, choice, options);
    EquationSolution best = refine(equation, choice, options, stop);
    // A kernel that is only piecewise smooth gains nothing from Gauss nodes: the rule whose
    // solutions agree better is kept.
    if (choice.scheme == "tikhonov" && options.quadrature == "auto" && !best.toleranceMet) {
        choice.quadrature = "trapezoid";
        EquationSolution other = refine(equation, choice, options, stop);
        if (*other.errorEstimate < *best.errorEstimate)
            best = std::move(other);
    }
    return best;
}

}  // namespace nie
