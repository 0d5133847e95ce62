#include "datasets/lotka_volterra/lotka_volterra.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "datasets/curve_tensor.h"
#include "datasets/ode_curve.h"
#include "datasets/sample_workers.h"

#include <cmath>

namespace nie {

namespace lotka_volterra {

namespace {

constexpr const char* kName = "lotka_volterra";
constexpr const char* kTitle = "Lotka-Volterra populations";
constexpr const char* kEquation = "x′ = a x − b x z,  z′ = −c z + d b x z";

constexpr double kFirstPrey = 10.0;
constexpr double kFirstPredators = 5.0;
// The draw that fixes the unit.
constexpr std::uint64_t kUnitSeed = 0x5ca1e;
constexpr std::int64_t kUnitCurves = 400;

std::vector<Eigen::MatrixXd> solveCurves(const LotkaVolterraOptions& options, std::int64_t count,
                                         const GenerationContext& context)
{
    const std::vector<double> times = equidistantTimes(0.0, options.duration, options.points);
    std::vector<Eigen::MatrixXd> curves(static_cast<std::size_t>(count));
    makeSamples(count, 1, context, [&](std::int64_t i, std::int64_t) {
        Eigen::MatrixXd& curve = curves[static_cast<std::size_t>(i)];
        curve = lotka_volterra::solveLogarithms(lotka_volterra::drawCoefficients(context.seed, i),
                                                times);
        if (options.normalisation != "logarithm")
            curve = curve.array().exp();
    });
    return curves;
}

ChannelScale unitOf(const LotkaVolterraOptions& options, const GenerationContext& context)
{
    if (options.normalisation == "none")
        return ChannelScale::identity(2);
    const auto curves =
        solveCurves(options, kUnitCurves,
                    {.seed = kUnitSeed, .stop = context.stop, .threads = context.threads});
    return options.normalisation == "maximum" ? ChannelScale::maximum(curves)
                                              : ChannelScale::standard(curves);
}

}  // namespace

Coefficients drawCoefficients(std::uint64_t seed, std::int64_t curve)
{
    RandomStream random(deriveSeed(seed, seed_stream::kData, static_cast<std::uint64_t>(curve)));
    Coefficients drawn;
    drawn.a = random.uniform(0.5, 1.5);
    drawn.b = random.uniform(0.5, 1.5);
    drawn.c = random.uniform(0.5, 2.5);
    drawn.d = random.uniform(0.25, 1.25);
    return drawn;
}

Eigen::MatrixXd solveLogarithms(const Coefficients& k, const std::vector<double>& times)
{
    // p = ln x, q = ln z: p' = a - b e^q, q' = -c + d b e^p
    const auto rate = [&k](const std::vector<double>& y, std::vector<double>& result, double) {
        result[0] = k.a - k.b * std::exp(y[1]);
        result[1] = -k.c + k.d * k.b * std::exp(y[0]);
    };
    return integrateCurve(rate, {std::log(kFirstPrey), std::log(kFirstPredators)}, times, kName);
}

double invariant(const Coefficients& k, double logPrey, double logPredators)
{
    return k.d * k.b * std::exp(logPrey) - k.c * logPrey + k.b * std::exp(logPredators) -
           k.a * logPredators;
}

}  // namespace lotka_volterra

Dataset makeLotkaVolterra(const LotkaVolterraOptions& options, const GenerationContext& context)
{
    using namespace lotka_volterra;
    if (options.given >= options.points)
        throw InputError(kName, "dataset.given: no points are left to predict",
                         std::to_string(options.given),
                         "less than points, " + std::to_string(options.points));
    const ChannelScale unit = unitOf(options, context);
    std::vector<Eigen::MatrixXd> curves = solveCurves(options, options.curves, context);
    for (Eigen::MatrixXd& curve : curves)
        unit.apply(curve);

    const bool logarithm = options.normalisation == "logarithm";
    Dataset dataset;
    dataset.name = kName;
    dataset.title = kTitle;
    dataset.equation = kEquation;
    dataset.channels = logarithm ? std::vector<std::string>{"ln prey", "ln predators"}
                                 : std::vector<std::string>{"prey", "predators"};
    dataset.times = timesToTensor(equidistantTimes(0.0, options.duration, options.points));
    dataset.values = curvesToTensor(curves);
    dataset.givenPoints = options.given;
    dataset.recipe = {
        {"name", kName},
        {"equation", kEquation},
        {"options", writeOptions(options)},
        {"seed", context.seed},
        {"version", versionNumber()},
        {"physical",
         {{"transform", logarithm ? "exp(mean + scale * value)" : "mean + scale * value"},
          {"mean", unit.mean},
          {"scale", unit.scale}}}};
    return dataset;
}

DatasetEntry lotkaVolterraEntry()
{
    using namespace lotka_volterra;
    return {kName, kTitle, kEquation, describeOptions<LotkaVolterraOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return makeLotkaVolterra(
                    readOptions<LotkaVolterraOptions>(section, source, "dataset", {"name"}),
                    context);
            }};
}

}  // namespace nie
