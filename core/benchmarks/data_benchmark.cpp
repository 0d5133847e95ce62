#include "core/benchmarks/data_benchmark.h"

#include "core/base/error.h"
#include "core/benchmarks/crank_nicolson_vorticity.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

namespace {

constexpr const char* kSource = "nie bench";
constexpr std::int64_t kPoints = 64;
constexpr double kViscosity = 1e-3;
constexpr double kForcing = 0.1;
constexpr double kFirstOrderStep = 1e-4;
constexpr std::int64_t kTimedSteps = 500;   ///< of the first-order recipe; every one costs the same
constexpr std::int64_t kFewestSamples = 3;  ///< that a set has

/// Fields [sample, 2, x, y] at 0 and `duration`; maxStep 0: the generator's own.
torch::Tensor generate(const BenchmarkContext& context, double duration, double maxStep)
{
    const Json section = {{"name", "navier_stokes"}, {"samples", kFewestSamples},
                          {"resolution", kPoints},   {"nu", kViscosity},
                          {"forcing", kForcing},     {"frames", 2},
                          {"duration", duration},    {"frame_interval", 0.0},
                          {"precision", "double"},   {"max_step", maxStep}};
    return context.datasets.find("navier_stokes", kSource)
        .make(section, kSource, {.seed = context.seed, .stop = context.stop, .threads = 1})
        .values.squeeze(-1);
}

double stepOfGenerator(const BenchmarkContext& context)
{
    const Json section = {{"name", "navier_stokes"},
                          {"samples", kFewestSamples},
                          {"resolution", 8},
                          {"nu", kViscosity},
                          {"frames", 2},
                          {"duration", 1.0}};
    return context.datasets.find("navier_stokes", kSource)
        .make(section, kSource, context.seed, context.stop)
        .recipe.at("parameters")
        .at("max_step")
        .get<double>();
}

torch::Tensor force()
{
    const torch::Tensor points =
        torch::arange(kPoints, torch::kFloat64) / static_cast<double>(kPoints);
    const torch::Tensor angle = 2 * std::numbers::pi * (points.unsqueeze(1) + points.unsqueeze(0));
    return kForcing * (torch::sin(angle) + torch::cos(angle));
}

double relativeDistance(const torch::Tensor& found, const torch::Tensor& reference)
{
    return ((found - reference).norm() / reference.norm()).item<double>();
}

/// The first-order recipe from w0 to `duration` with the published step over `finer`.
torch::Tensor firstOrder(const BenchmarkContext& context, const torch::Tensor& w0, double duration,
                         std::int64_t finer)
{
    const double step = kFirstOrderStep / static_cast<double>(finer);
    return CrankNicolsonVorticity(kViscosity, force(), step)
        .advance(w0, std::llround(duration / step), context.stop);
}

Json errorsOf(const BenchmarkContext& context)
{
    const double step = stepOfGenerator(context);
    const torch::Tensor exact = generate(context, context.duration, step / 4);
    const torch::Tensor w0 = exact[0][0];
    const torch::Tensor found = generate(context, context.duration, 0.0);
    const torch::Tensor published = firstOrder(context, w0, context.duration, 1);
    const double shorter = std::min(1.0, context.duration);
    const torch::Tensor start =
        shorter == context.duration ? published : firstOrder(context, w0, shorter, 1);
    return {{"duration", context.duration},
            {"candidate_step", step},
            {"candidate_error", relativeDistance(found[0][1], exact[0][1])},
            {"baseline_step", kFirstOrderStep},
            {"baseline_error", relativeDistance(published, exact[0][1])},
            {"baseline_error_own_quarter_step",
             relativeDistance(start, firstOrder(context, w0, shorter, 4))}};
}

Comparison prepareData(const BenchmarkContext& context)
{
    if (!(context.duration >= 0.01 && context.duration <= 1000.0))
        throw InputError(kSource, "duration: out of range", std::to_string(context.duration),
                         "0.01 to 1000");
    const torch::Tensor w0 = generate(context, context.duration, 0.0)[0][0].clone();
    const auto published =
        std::make_shared<const CrankNicolsonVorticity>(kViscosity, force(), kFirstOrderStep);
    Comparison comparison;
    comparison.candidate = [&context] { generate(context, context.duration, 0.0); };
    comparison.baseline = [&context, published, w0] {
        published->advance(w0, kTimedSteps, context.stop);
    };
    comparison.candidateUnits = static_cast<double>(kFewestSamples);
    comparison.baselineUnits =
        static_cast<double>(kTimedSteps) * kFirstOrderStep / context.duration;
    comparison.facts = [&context] { return errorsOf(context); };
    return comparison;
}

}  // namespace

BenchmarkEntry dataBenchmark()
{
    return {.name = "data",
            .title = "One Navier-Stokes sample, nu = 1e-3, 64 x 64 points",
            .unit = "sample",
            .baseline = "Crank-Nicolson and explicit Euler with steps of 1e-4, as the published "
                        "files were made",
            .target = {.ratio = 50.0},
            .prepare = prepareData};
}

}  // namespace nie
