#include "datasets/lorenz/lorenz.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "datasets/curve_tensor.h"
#include "datasets/ode_curve.h"
#include "datasets/sample_workers.h"

namespace nie {

namespace lorenz {

namespace {

constexpr const char* kName = "lorenz";
constexpr const char* kTitle = "Lorenz system";
constexpr const char* kEquation = "x′ = 10 (y − x),  y′ = x (28 − z) − y,  z′ = x y − 8/3 z";

constexpr double kSigma = 10.0;
constexpr double kRho = 28.0;
constexpr double kBeta = 8.0 / 3.0;
constexpr double kLargestStart = 0.5;
// The draw that fixes the unit.
constexpr std::uint64_t kUnitSeed = 0x5ca1e;
constexpr std::int64_t kUnitCurves = 200;

Eigen::Vector3d drawStart(std::uint64_t seed, std::int64_t curve)
{
    RandomStream random(deriveSeed(seed, seed_stream::kData, static_cast<std::uint64_t>(curve)));
    Eigen::Vector3d start;
    for (double& coordinate : start)
        coordinate = random.uniform(0.0, kLargestStart);
    return start;
}

std::vector<Eigen::MatrixXd> solveCurves(const lorenz::Window& window, std::int64_t count,
                                         const GenerationContext& context)
{
    const std::vector<double> times =
        equidistantTimes(window.burnIn, window.burnIn + window.duration, window.points);
    std::vector<double> fromStart = times;
    if (window.burnIn > 0)
        fromStart.insert(fromStart.begin(), 0.0);
    std::vector<Eigen::MatrixXd> curves(static_cast<std::size_t>(count));
    makeSamples(count, 1, context, [&](std::int64_t i, std::int64_t) {
        curves[static_cast<std::size_t>(i)] =
            lorenz::solve(drawStart(context.seed, i), fromStart).rightCols(window.points);
    });
    return curves;
}

}  // namespace

Window windowOf(const std::string& variant)
{
    if (variant == "forecast")
        return {40.0, 2.0, 100};
    if (variant == "long_forecast")
        return {40.0, 4.0, 100};
    if (variant == "from_origin_10")
        return {0.0, 10.0, 100};
    if (variant == "from_origin_20")
        return {0.0, 20.0, 200};
    if (variant == "as_published_unpredictable")
        return {0.0, 100.0, 100};
    throw InputError(kName, "dataset.variant: unknown value", "\"" + variant + "\"");
}

Eigen::MatrixXd solve(const Eigen::Vector3d& start, const std::vector<double>& times)
{
    const auto rate = [](const std::vector<double>& y, std::vector<double>& result, double) {
        result[0] = kSigma * (y[1] - y[0]);
        result[1] = y[0] * (kRho - y[2]) - y[1];
        result[2] = y[0] * y[1] - kBeta * y[2];
    };
    return integrateCurve(rate, {start.begin(), start.end()}, times, kName);
}

}  // namespace lorenz

Dataset makeLorenz(const LorenzOptions& options, const GenerationContext& context)
{
    using namespace lorenz;
    const lorenz::Window window = lorenz::windowOf(options.variant);
    const std::int64_t given = options.given > 0 ? options.given : window.points / 2;
    if (given >= window.points)
        throw InputError(kName, "dataset.given: no points are left to predict",
                         std::to_string(given),
                         "less than the variant's points, " + std::to_string(window.points));
    const ChannelScale unit =
        options.normalisation == "none"
            ? ChannelScale::identity(3)
            : ChannelScale::standard(solveCurves(
                  window, kUnitCurves,
                  {.seed = kUnitSeed, .stop = context.stop, .threads = context.threads}));
    std::vector<Eigen::MatrixXd> curves = solveCurves(window, options.curves, context);
    for (Eigen::MatrixXd& curve : curves)
        unit.apply(curve);

    Dataset dataset;
    dataset.name = kName;
    dataset.title = kTitle;
    dataset.equation = kEquation;
    dataset.channels = {"x", "y", "z"};
    dataset.times = timesToTensor(equidistantTimes(0.0, window.duration, window.points));
    dataset.values = curvesToTensor(curves);
    dataset.givenPoints = given;
    dataset.recipe = {
        {"name", kName},
        {"equation", kEquation},
        {"options", writeOptions(options)},
        {"seed", context.seed},
        {"version", versionNumber()},
        {"burn_in", window.burnIn},
        {"physical",
         {{"transform", "mean + scale * value"}, {"mean", unit.mean}, {"scale", unit.scale}}}};
    return dataset;
}

DatasetEntry lorenzEntry()
{
    using namespace lorenz;
    return {kName, kTitle, kEquation, describeOptions<LorenzOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return makeLorenz(readOptions<LorenzOptions>(section, source, "dataset", {"name"}),
                                  context);
            }};
}

}  // namespace nie
