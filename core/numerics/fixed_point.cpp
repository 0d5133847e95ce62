#include "core/numerics/fixed_point.h"

#include "core/base/error.h"
#include "core/data/tensor_conversion.h"
#include "core/numerics/tensor_stepper.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace nie {

namespace {

/// |G(y) - y| and |G(y)| per sample, [2, rows], on the CPU in double: one transfer.
torch::Tensor residualNorms(const torch::Tensor& y, const torch::Tensor& g)
{
    const torch::NoGradGuard noGrad;
    return torch::stack({(g - y).norm(2, 1), g.norm(2, 1)}).to(torch::kCPU, torch::kDouble);
}

/// Estimates |r_{k+1}|/|r_k| as the geometric mean over the samples still iterating; NaN where no
/// ratio is known.
double contraction(const torch::Tensor& residual, const torch::Tensor& previous,
                   const torch::Tensor& active)
{
    const auto ratio = (residual / previous)
                           .masked_select(active.logical_and((residual / previous).isfinite()))
                           .clamp_min(1e-300);
    return ratio.numel() > 0 ? std::exp(ratio.log().mean().item<double>())
                             : std::numeric_limits<double>::quiet_NaN();
}

/// Geometric mean of the last (up to) four known estimates; 0: none.
double lastContraction(const std::vector<double>& estimates)
{
    double sum = 0.0;
    int count = 0;
    for (auto k = estimates.rbegin(); k != estimates.rend() && count < 4; ++k)
        if (std::isfinite(*k)) {
            sum += std::log(*k);
            ++count;
        }
    return count == 0 ? 0.0 : std::exp(sum / count);
}

std::vector<std::int64_t> toIntegers(const torch::Tensor& t)
{
    const auto* data = t.data_ptr<std::int64_t>();
    return {data, data + t.numel()};
}

/// One solve. What is a scalar per sample lives on the CPU in double for the whole batch; the
/// iterates are those of the rows still evaluated.
class Solve {
public:
    Solve(const BatchedFixedPoint& problem, const torch::Tensor& y0,
          const FixedPointOptions& options, std::stop_token stop)
        : m_problem(problem),
          m_options(options),
          m_evaluation(problem.map, y0.sizes().slice(1).vec(), options.maxIterations,
                       std::move(stop)),
          m_stepper(makeStepper(options, m_evaluation)),
          m_y(y0.reshape({y0.size(0), -1})),
          m_residual(torch::full({y0.size(0)}, INFINITY, torch::kDouble)),
          m_residualNorm(m_residual),
          m_bestResidual(m_residual),
          m_iterations(torch::zeros({y0.size(0)}, torch::kLong)),
          m_converged(torch::zeros({y0.size(0)}, torch::kBool))
    {}

    FixedPointSolution run(bool keepIterates);

private:
    /// Of the rows still evaluated.
    torch::Tensor ofRows(const torch::Tensor& perSample) const
    {
        return m_rows.defined() ? perSample.index_select(0, m_rows) : perSample;
    }
    /// The whole batch's tensor with the rows still evaluated replaced.
    torch::Tensor inserted(const torch::Tensor& whole, const torch::Tensor& ofRows) const
    {
        return m_rows.defined() ? whole.index_copy(0, m_rows.to(whole.device()), ofRows) : ofRows;
    }
    void take(const torch::Tensor& g);
    bool finished() const { return m_evaluation.left() < 1 || !m_active.any().item<bool>(); }
    void advance(const torch::Tensor& g);
    void dropSolvedRows();
    FixedPointSolution solution();

    const BatchedFixedPoint& m_problem;
    const FixedPointOptions& m_options;
    MapEvaluation m_evaluation;
    std::unique_ptr<FixedPointStepper> m_stepper;
    SolverTrace m_trace;
    std::vector<torch::Tensor> m_iterates;
    torch::Tensor m_rows;       ///< still evaluated, of the whole batch; undefined: all
    torch::Tensor m_y;          ///< [rows, n]
    torch::Tensor m_bestImage;  ///< [rows, n]: G of the iterate with the least residual
    torch::Tensor m_active;     ///< [rows], bool, CPU
    // Of the whole batch; the first two only once it has been narrowed.
    torch::Tensor m_wholeY;
    torch::Tensor m_wholeImage;
    torch::Tensor m_residual;      ///< relative
    torch::Tensor m_residualNorm;  ///< |G(y) - y|
    torch::Tensor m_bestResidual;
    torch::Tensor m_iterations;  ///< int64: steps until converged
    torch::Tensor m_converged;   ///< bool
};

void Solve::take(const torch::Tensor& g)
{
    const auto previous = m_residualNorm;
    const auto norms = residualNorms(m_y, g);
    // Where an iteration diverges the relative residual levels off: ratios are those of the norms.
    m_residualNorm = inserted(m_residualNorm, norms[0]);
    // The floor keeps a vanishing solution from dividing by zero.
    m_residual = inserted(m_residual, norms[0] / norms[1].clamp_min(1e-30));
    const auto unsolved = m_converged.logical_not();
    m_trace.activeShares.push_back(unsolved.to(torch::kDouble).mean().item<double>());
    if (!m_trace.residuals.empty())
        m_trace.contractions.push_back(contraction(m_residualNorm, previous, unsolved));
    m_trace.residuals.push_back(m_residual.max().item<double>());
    m_trace.meanResiduals.push_back(m_residual.mean().item<double>());
    // A comparison with NaN is false: a sample gone non-finite keeps its last good image.
    const auto better = m_residual < m_bestResidual;
    const auto betterRows = ofRows(better);
    if (!m_bestImage.defined() || betterRows.all().item<bool>())
        m_bestImage = g;
    else
        m_bestImage = torch::where(betterRows.to(g.device()).unsqueeze(1), g, m_bestImage);
    m_bestResidual = torch::where(better, m_residual, m_bestResidual);
    const auto steps = static_cast<std::int64_t>(m_trace.residuals.size());
    m_iterations = m_iterations.masked_fill(unsolved, steps);
    m_converged = m_converged.logical_or(m_residual < m_options.tolerance);
    m_active = ofRows(m_converged).logical_not();
    if (m_stepper->stalled().defined())
        m_active = m_active.logical_and(m_stepper->stalled().logical_not());
}

void Solve::advance(const torch::Tensor& g)
{
    const torch::Tensor next = m_stepper->next(m_y, g, m_active);
    // Solved samples stay where they are: their image is kept, and they disturb nobody.
    m_y = m_active.all().item<bool>()
              ? next
              : torch::where(m_active.to(m_y.device()).unsqueeze(1), next, m_y);
}

void Solve::dropSolvedRows()
{
    const auto active = m_active.sum().item<std::int64_t>();
    if (!m_problem.restrictedTo || 2 * active >= m_active.size(0))
        return;
    m_wholeY = inserted(m_wholeY, m_y);
    m_wholeImage = inserted(m_wholeImage, m_bestImage);
    const auto kept = m_active.nonzero().squeeze(1);
    m_rows = m_rows.defined() ? m_rows.index_select(0, kept) : kept;
    m_evaluation.setMap(m_problem.restrictedTo(m_rows));
    const auto keptThere = kept.to(m_y.device());
    m_y = m_y.index_select(0, keptThere);
    m_bestImage = m_bestImage.index_select(0, keptThere);
    m_active = m_active.index_select(0, kept);
    m_stepper->keepRows(keptThere);
}

FixedPointSolution Solve::solution()
{
    m_trace.stepper = m_stepper->name();
    m_trace.evaluations = m_evaluation.count();
    m_trace.iterations = toIntegers(m_iterations);
    m_trace.finalResiduals = toVector(m_bestResidual);
    m_trace.tolerance = m_options.tolerance;
    m_trace.contraction = lastContraction(m_trace.contractions);
    m_trace.convergedShare = m_converged.to(torch::kDouble).mean().item<double>();
    return {m_evaluation.unflatten(inserted(m_wholeImage, m_bestImage)), m_bestResidual,
            m_converged, std::move(m_trace), std::move(m_iterates)};
}

FixedPointSolution Solve::run(bool keepIterates)
{
    const auto started = std::chrono::steady_clock::now();
    while (true) {
        if (keepIterates)
            m_iterates.push_back(m_evaluation.unflatten(inserted(m_wholeY, m_y)).detach());
        const torch::Tensor g = m_evaluation(m_y);
        take(g);
        if (finished())
            break;
        advance(g);
        dropSolvedRows();
    }
    auto result = solution();
    result.trace.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return result;
}

}  // namespace

FixedPointSolution solveFixedPoint(const BatchedFixedPoint& problem, const torch::Tensor& y0,
                                   const FixedPointOptions& options, std::stop_token stop,
                                   bool keepIterates)
{
    const torch::NoGradGuard noGrad;
    return Solve(problem, y0.detach(), options, std::move(stop)).run(keepIterates);
}

FixedPointSolution unrollFixedPoint(const BatchedFixedPoint& problem, const torch::Tensor& y0,
                                    const FixedPointOptions& options, std::stop_token stop,
                                    bool keepIterates)
{
    if (options.stepper == "newton_krylov")
        throw InputError("gradient.method", "unroll cannot differentiate the stepper",
                         "\"newton_krylov\"",
                         "unroll with picard, damped or anderson; newton_krylov with one_step, "
                         "implicit or phantom");
    return Solve(problem, y0, options, std::move(stop)).run(keepIterates);
}

}  // namespace nie
