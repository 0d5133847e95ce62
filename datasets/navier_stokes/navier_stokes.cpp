#include "datasets/navier_stokes/navier_stokes.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "datasets/curve_tensor.h"
#include "datasets/navier_stokes/random_vorticity.h"
#include "datasets/navier_stokes/vorticity_solver.h"
#include "datasets/sample_workers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

namespace navier_stokes {

namespace {

constexpr const char* kName = "navier_stokes";
constexpr const char* kTitle = "Navier-Stokes vorticity";
constexpr const char* kEquation = "∂ω/∂t + u·∇ω = ν Δω + f,  u = (∂ψ/∂y, −∂ψ/∂x),  −Δψ = ω";

/// Numbers in the four fields of a product that are computed together: they stay within a core's
/// cache, and below the size at which LibTorch would spread an operation over threads.
constexpr std::int64_t kBlockNumbers = 32767;

RandomVorticity fieldOf(const NavierStokesOptions& options)
{
    return {.variance = options.field == "2022" ? 0.5 : 1.0};
}

double durationOf(const NavierStokesOptions& options)
{
    if (options.duration > 0)
        return options.duration;
    return options.viscosity >= 1e-3 ? 50.0 : options.viscosity >= 1e-4 ? 30.0 : 20.0;
}

double maxStepOf(const NavierStokesOptions& options)
{
    if (options.maxStep > 0)
        return options.maxStep;
    return options.viscosity >= 1e-4 ? 0.05 : 0.02;
}

/// The resolution that is kept.
std::int64_t checkedResolution(const NavierStokesOptions& options)
{
    if (options.resolution % 2 != 0)
        throw InputError(kName, "dataset.resolution: cannot be solved on so many points",
                         std::to_string(options.resolution), "an even number of 8 or more");
    const std::int64_t stored =
        options.storedResolution > 0 ? options.storedResolution : options.resolution;
    if (options.resolution % stored != 0)
        throw InputError(kName, "dataset.stored_resolution: does not divide the resolution",
                         std::to_string(stored),
                         "a divisor of " + std::to_string(options.resolution));
    return stored;
}

/// Fields [sample, time, x, y, 1], made by as many threads as the context says.
torch::Tensor makeFields(const NavierStokesOptions& options, const std::vector<double>& times,
                         std::int64_t stored, const GenerationContext& context)
{
    const std::int64_t n = options.resolution;
    VorticitySolver::Forcing forcing;
    if (options.forcing > 0)
        forcing = [f = torch::fft::rfft2(navier_stokes::force(options.forcing, n))](double) {
            return f;
        };
    const VorticitySolver solver(n, options.viscosity, forcing);
    const RandomVorticity field = fieldOf(options);
    const torch::Tensor values =
        torch::empty({options.samples, static_cast<std::int64_t>(times.size()), stored, stored, 1},
                     options.precision == "single" ? torch::kFloat32 : torch::kFloat64);
    const std::int64_t block = std::max<std::int64_t>(1, kBlockNumbers / (4 * n * n));
    makeSamples(options.samples, block, context, [&](std::int64_t first, std::int64_t count) {
        std::vector<torch::Tensor> start;
        for (std::int64_t i = first; i < first + count; ++i)
            start.push_back(field.draw(
                n, deriveSeed(context.seed, seed_stream::kData, static_cast<std::uint64_t>(i))));
        const torch::Tensor w =
            solver.solve(torch::stack(start), times, maxStepOf(options), context.stop);
        values.narrow(0, first, count)
            .copy_(w.slice(2, 0, n, n / stored).slice(3, 0, n, n / stored).unsqueeze(-1));
    });
    return values;
}

}  // namespace

std::vector<double> frameTimes(const NavierStokesOptions& options)
{
    const double duration = durationOf(options);
    std::vector<double> times;
    for (std::int64_t k = 0; k < options.frames; ++k) {
        double time = duration * static_cast<double>(k) / static_cast<double>(options.frames - 1);
        if (options.frameInterval > 0)  // the margin keeps 3 from becoming 2 by rounding
            time = std::floor(time / options.frameInterval * (1 + 1e-12)) * options.frameInterval;
        if (!times.empty() && time <= times.back())
            throw InputError(
                kName, "dataset.frames: two frames would have the same time",
                std::to_string(options.frames),
                fmt::format("at most {:.0f} frames in {:g} units of time, or a smaller "
                            "frame_interval",
                            std::floor(duration / options.frameInterval) + 1, duration));
        times.push_back(time);
    }
    return times;
}

torch::Tensor force(double amplitude, std::int64_t resolution)
{
    const torch::Tensor points =
        torch::arange(resolution, torch::kFloat64) / static_cast<double>(resolution);
    const torch::Tensor angle = 2 * std::numbers::pi * (points.unsqueeze(1) + points.unsqueeze(0));
    return amplitude * (torch::sin(angle) + torch::cos(angle));
}

}  // namespace navier_stokes

Dataset makeNavierStokes(const NavierStokesOptions& options, const GenerationContext& context)
{
    using namespace navier_stokes;
    const std::int64_t stored = checkedResolution(options);
    const std::vector<double> times = navier_stokes::frameTimes(options);
    if (options.given >= options.frames)
        throw InputError(kName, "dataset.given: no frames are left to predict",
                         std::to_string(options.given),
                         "less than the frames, " + std::to_string(options.frames));
    const RandomVorticity field = fieldOf(options);
    Dataset dataset;
    dataset.name = kName;
    dataset.title = kTitle;
    dataset.equation = kEquation;
    dataset.channels = {"vorticity"};
    dataset.times = timesToTensor(times);
    dataset.space = {SpaceAxis::periodicAxis("x", stored), SpaceAxis::periodicAxis("y", stored)};
    dataset.values = makeFields(options, times, stored, context);
    dataset.translationInvariant = options.forcing == 0.0;
    dataset.givenPoints = options.given;
    dataset.recipe = {{"name", kName},
                      {"equation", kEquation},
                      {"options", writeOptions(options)},
                      {"seed", context.seed},
                      {"version", versionNumber()},
                      {"parameters",
                       {{"times", times},
                        {"max_step", maxStepOf(options)},
                        {"alpha", field.alpha},
                        {"tau", field.tau},
                        {"sigma", field.sigma},
                        {"variance", field.variance}}}};
    return dataset;
}

DatasetEntry navierStokesEntry()
{
    using namespace navier_stokes;
    return {kName, kTitle, kEquation, describeOptions<NavierStokesOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return makeNavierStokes(
                    readOptions<NavierStokesOptions>(section, source, "dataset", {"name"}),
                    context);
            }};
}

}  // namespace nie
