#include "core/numerics/vector_iteration.h"

#include "core/base/error.h"
#include "core/numerics/vector_stepper.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kRoundingFloor = 4.0 * std::numeric_limits<double>::epsilon();

double relativeResidual(const Eigen::VectorXd& y, const Eigen::VectorXd& g)
{
    const double norm = (g - y).norm();
    if (norm == 0.0)
        return 0.0;
    return norm / (g.norm() + std::numeric_limits<double>::min());
}

/// Geometric mean of the last (at most five) ratios of successive |G(y) - y|.
double contractionOf(const std::vector<double>& norms)
{
    const std::size_t steps = norms.empty() ? 0 : std::min<std::size_t>(5, norms.size() - 1);
    if (steps == 0 || norms.back() <= 0.0)
        return 0.0;
    return std::pow(norms.back() / norms[norms.size() - 1 - steps],
                    1.0 / static_cast<double>(steps));
}

void checkOptions(const VectorIterationOptions& options)
{
    if (!(options.tolerance > 0.0) || !std::isfinite(options.tolerance))
        throw InputError("tolerance", "wrong value", fmt::format("{}", options.tolerance),
                         "a number > 0");
    if (options.maxIterations < 1)
        throw InputError("max_iterations", "wrong value", fmt::format("{}", options.maxIterations),
                         ">= 1");
    if (options.memory < 1)
        throw InputError("memory", "wrong value", fmt::format("{}", options.memory), ">= 1");
    if (!(options.damping >= 0.0 && options.damping <= 1.0))
        throw InputError("damping", "wrong value", fmt::format("{}", options.damping),
                         "0 < damping <= 1");
}

/// One solve: evaluates, records, remembers the best.
class Iteration {
public:
    Iteration(const VectorFixedPoint& problem, const VectorIterationOptions& options,
              std::stop_token stop)
        : m_problem(problem),
          m_options(options),
          m_stop(std::move(stop))
    {}

    Eigen::VectorXd evaluate(const Eigen::VectorXd& y)
    {
        if (m_stop.stop_requested())
            throw Interrupted();
        ++m_solution.trace.evaluations;
        return m_problem.map(y);
    }

    void record(const Eigen::VectorXd& y, const Eigen::VectorXd& g)
    {
        const double residual = relativeResidual(y, g);
        m_solution.trace.residuals.push_back(residual);
        m_solution.trace.meanResiduals.push_back(residual);
        m_norms.push_back((g - y).norm());
        m_solution.trace.activeShares.push_back(1.0);
        if (m_norms.size() > 1)
            m_solution.trace.contractions.push_back(m_norms.back() / m_norms[m_norms.size() - 2]);
        if (m_options.keepIterates)
            m_solution.iterates.push_back(y);
        if (m_solution.y.size() == 0 || residual < m_solution.residual) {
            m_solution.y = g;
            m_solution.residual = residual;
        }
        m_solution.converged = m_solution.residual <= std::max(m_options.tolerance, kRoundingFloor);
    }

    VectorSolution run(const Eigen::VectorXd& y0);

private:
    const VectorFixedPoint& m_problem;
    const VectorIterationOptions& m_options;
    std::stop_token m_stop;
    VectorSolution m_solution;
    std::vector<double> m_norms;  ///< |G(y) - y| per iterate
};

VectorSolution Iteration::run(const Eigen::VectorXd& y0)
{
    const auto stepper = makeVectorStepper(m_problem, m_options);
    Eigen::VectorXd y = y0;
    Eigen::VectorXd g = evaluate(y);
    record(y, g);
    std::int64_t steps = 0;
    while (!m_solution.converged && steps < m_options.maxIterations && g.allFinite() &&
           !stepper->stalled()) {
        const double before = (g - y).norm();
        Eigen::VectorXd trial = stepper->next(y, g);
        m_solution.trace.evaluations += stepper->extraEvaluations();
        Eigen::VectorXd image = evaluate(trial);
        while (!((image - trial).norm() < before)) {
            const auto shorter = stepper->shorten();
            if (!shorter)
                break;
            trial = *shorter;
            image = evaluate(trial);
        }
        ++steps;
        y = std::move(trial);
        g = std::move(image);
        record(y, g);
    }
    SolverTrace& trace = m_solution.trace;
    trace.stepper = m_options.stepper;
    trace.iterations = {steps};
    trace.finalResiduals = {m_solution.residual};
    trace.tolerance = m_options.tolerance;
    trace.contraction = contractionOf(m_norms);
    trace.convergedShare = m_solution.converged ? 1.0 : 0.0;
    return std::move(m_solution);
}

}  // namespace

VectorSolution iterateToFixedPoint(const VectorFixedPoint& problem, const Eigen::VectorXd& y0,
                                   const VectorIterationOptions& options, std::stop_token stop)
{
    checkOptions(options);
    const auto start = std::chrono::steady_clock::now();
    VectorSolution solution = Iteration(problem, options, std::move(stop)).run(y0);
    solution.trace.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return solution;
}

}  // namespace nie
