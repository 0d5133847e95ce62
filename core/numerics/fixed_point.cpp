#include "core/numerics/fixed_point.h"

#include "core/base/error.h"
#include "core/numerics/anderson.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

/// y + beta (G(y) - y); beta = 1 is successive approximation.
class PicardStepper : public FixedPointStepper {
public:
    explicit PicardStepper(double damping) : m_damping(damping) {}
    std::string name() const override { return m_damping == 1.0 ? "picard" : "damped"; }
    torch::Tensor next(const torch::Tensor& y, const torch::Tensor& g) override
    {
        return m_damping == 1.0 ? g : torch::lerp(y, g, m_damping);
    }

private:
    double m_damping;
};

/// |G(y) - y| / |G(y)| per sample; the floor keeps a vanishing solution from dividing by zero.
torch::Tensor relativeResidual(const torch::Tensor& y, const torch::Tensor& g)
{
    const auto norm = g.norm(2, 1).clamp_min(1e-30);
    return ((g - y).norm(2, 1) / norm).to(torch::kCPU, torch::kDouble);
}

/// The running state of one solve, per sample, on the CPU in double where it is a scalar.
struct Progress {
    torch::Tensor bestImage;     ///< [batch, n]: G of the iterate with the least residual
    torch::Tensor bestResidual;  ///< [batch]
    torch::Tensor iterations;    ///< [batch], int64: evaluations until converged
    torch::Tensor converged;     ///< [batch], bool

    void take(const torch::Tensor& g, const torch::Tensor& residual, double tolerance, std::int64_t k)
    {
        // A comparison with NaN is false: a sample gone non-finite keeps its last good image.
        const auto better = residual < bestResidual;
        if (!bestImage.defined() || better.all().item<bool>())
            bestImage = g;
        else
            bestImage = torch::where(better.to(g.device()).unsqueeze(1), g, bestImage);
        bestResidual = torch::where(better, residual, bestResidual);
        iterations = torch::where(converged, iterations, torch::full_like(iterations, k));
        converged = converged.logical_or(residual < tolerance);
    }
};

void recordResiduals(SolverTrace& trace, const torch::Tensor& residual)
{
    trace.residuals.push_back(residual.max().item<double>());
    trace.meanResiduals.push_back(residual.mean().item<double>());
}

/// Estimates |r_{k+1}|/|r_k| as the geometric mean over the samples still iterating and over the
/// last (up to) four iterations.
class ContractionEstimate {
public:
    void add(const torch::Tensor& residual, const torch::Tensor& converged)
    {
        if (m_previous.defined()) {
            const auto active = converged.logical_not().logical_and(residual.isfinite());
            const auto ratio = (residual / m_previous).masked_select(active).clamp_min(1e-300);
            if (ratio.numel() > 0)
                m_logRatios.push_back(ratio.log().mean().item<double>());
        }
        m_previous = residual;
    }
    double value() const
    {
        const std::size_t count = std::min<std::size_t>(4, m_logRatios.size());
        if (count == 0)
            return 0.0;
        const double sum = std::accumulate(m_logRatios.end() - static_cast<std::ptrdiff_t>(count),
                                           m_logRatios.end(), 0.0);
        return std::exp(sum / static_cast<double>(count));
    }

private:
    torch::Tensor m_previous;
    std::vector<double> m_logRatios;
};

std::vector<std::int64_t> toIntegers(const torch::Tensor& t)
{
    const auto* data = t.data_ptr<std::int64_t>();
    return {data, data + t.numel()};
}

std::vector<double> toDoubles(const torch::Tensor& t)
{
    const auto* data = t.data_ptr<double>();
    return {data, data + t.numel()};
}

}  // namespace

std::unique_ptr<FixedPointStepper> makeStepper(const FixedPointOptions& options)
{
    if (options.stepper == "picard")
        return std::make_unique<PicardStepper>(options.damping);
    if (options.stepper == "anderson")
        return std::make_unique<AndersonStepper>(options.memory, options.damping);
    throw InputError("solver.stepper", "unknown value", "\"" + options.stepper + "\"",
                     "one of: picard, anderson");
}

FixedPointSolution solveFixedPoint(const FixedPointMap& map, const torch::Tensor& y0,
                                   const FixedPointOptions& options, std::stop_token stop,
                                   bool keepIterates)
{
    const torch::NoGradGuard noGrad;
    const auto started = std::chrono::steady_clock::now();
    const auto batch = y0.size(0);
    const auto shape = y0.sizes().vec();
    const auto stepper = makeStepper(options);

    Progress progress{{},
                      torch::full({batch}, INFINITY, torch::kDouble),
                      torch::zeros({batch}, torch::kLong),
                      torch::zeros({batch}, torch::kBool)};
    ContractionEstimate contraction;
    FixedPointSolution solution;
    torch::Tensor y = y0.detach().reshape({batch, -1});
    for (std::int64_t k = 1; k <= options.maxIterations; ++k) {
        if (stop.stop_requested())
            throw Interrupted();
        if (keepIterates)
            solution.iterates.push_back(y.reshape(shape));
        const torch::Tensor g = map(y.reshape(shape)).reshape({batch, -1});
        const torch::Tensor residual = relativeResidual(y, g);
        contraction.add(residual, progress.converged);
        progress.take(g, residual, options.tolerance, k);
        recordResiduals(solution.trace, residual);
        if (k == options.maxIterations || progress.converged.all().item<bool>())
            break;
        const torch::Tensor next = stepper->next(y, g);
        // Solved samples stay where they are: their image is kept, and they disturb nobody.
        y = progress.converged.any().item<bool>()
                ? torch::where(progress.converged.to(y.device()).unsqueeze(1), y, next)
                : next;
    }

    solution.y = progress.bestImage.reshape(shape);
    solution.residual = progress.bestResidual;
    solution.converged = progress.converged;
    SolverTrace& trace = solution.trace;
    trace.stepper = stepper->name();
    trace.evaluations = static_cast<std::int64_t>(trace.residuals.size());
    trace.iterations = toIntegers(progress.iterations);
    trace.finalResiduals = toDoubles(progress.bestResidual);
    trace.tolerance = options.tolerance;
    trace.contraction = contraction.value();
    trace.convergedShare = progress.converged.to(torch::kDouble).mean().item<double>();
    trace.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return solution;
}

}  // namespace nie
