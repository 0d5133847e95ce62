#include "datasets/brain/brain.h"

#include "core/base/error.h"
#include "core/base/version.h"
#include "core/data/noise_ceiling_scores.h"
#include "core/data/region_places.h"
#include "datasets/brain/brain_series.h"
#include "datasets/brain/noise_ceiling.h"
#include "datasets/brain/transfer_cache.h"
#include "datasets/brain/window_plan.h"

#include <ATen/Parallel.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr const char* kName = "brain";
constexpr const char* kTitle = "Simulated brain activity";
constexpr const char* kEquation = "τ_α μ_α′ = J_αE s_αE + J_αI s_αI + ξ_α − μ_α,  r_α = Φ(μ_α − "
                                  "I_A/C, σ_α),  α = E, I in 80 regions";
constexpr double kLeastBoldDiscard = 20e3;      // [ms]; the haemodynamics start from rest
constexpr Eigen::Index kLongestCeiling = 2000;  // steps; beyond, it would cost more than the data

Eigen::Index stepsOf(double milliseconds)
{
    return static_cast<Eigen::Index>(std::lround(milliseconds / brain::AlnSimulation::kStep));
}

/// value = (physical - mean) / scale
struct Scaling {
    double mean = 0.0;
    double scale = 1.0;
};

/// With linear interpolation between order statistics, as NumPy's default.
double quantile(std::vector<double> values, double share)
{
    const double position = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::ptrdiff_t>(position);
    std::nth_element(values.begin(), values.begin() + below, values.end());
    const auto above = std::min_element(values.begin() + below + 1, values.end());
    const double low = values[static_cast<std::size_t>(below)];
    const double high = above == values.end() ? low : *above;
    return low + (position - static_cast<double>(below)) * (high - low);
}

Scaling scalingOf(const Eigen::MatrixXd& series, const std::string& kind)
{
    if (kind == "none")
        return {};
    Scaling scaling{series.mean(), 0.0};
    if (kind == "quantile") {
        const Eigen::ArrayXXd moduli = series.array().abs();
        scaling.scale = quantile({moduli.data(), moduli.data() + moduli.size()}, 0.9);
    } else {
        scaling.scale = std::sqrt((series.array() - scaling.mean).square().mean());
    }
    if (!(scaling.scale > 0.0 && std::isfinite(scaling.scale)))
        throw InputError(kName, "the activity does not vary: it has no unit",
                         fmt::format("{}", scaling.scale),
                         "dataset.scaling \"none\", or a network that does");
    return scaling;
}

double discardOf(const BrainOptions& options)
{
    return options.isBold() ? std::max(options.discard, kLeastBoldDiscard) : options.discard;
}

bool hasCeiling(const BrainOptions& options)
{
    return !options.isBold() && options.network.noiseIntensity > 0.0 &&
           (options.window - 1) * stepsOf(options.interval) <= kLongestCeiling;
}

/// Of the series and of what is simulated beside it.
std::int64_t stepsOf(const BrainOptions& options, const brain::WindowPlan& plan)
{
    const Eigen::Index every = stepsOf(options.interval);
    std::int64_t steps = 0;
    if (options.isBold())
        steps = stepsOf(discardOf(options)) + plan.rows * stepsOf(1e3 * options.repetitionTime);
    else if (options.isAsPublished())
        steps = 2 * plan.rows * every;
    else
        steps = stepsOf(discardOf(options)) + plan.rows * every;
    if (hasCeiling(options))
        steps += brain::NoiseCeilingOptions().steps(options.window - options.given, every);
    return steps;
}

/// The series in scaled units, and what it was scaled by.
struct Activity {
    Eigen::MatrixXd values;  ///< [row, region]
    Scaling scaling;
};

Eigen::MatrixXd logarithmOf(const Eigen::MatrixXd& rates, const BrainOptions& options)
{
    return rates.array().max(options.rateFloor).log();
}

/// As published: twice as many rows as are used, the unit from every step of them.
Activity publishedRates(brain::AlnSimulation& simulation, const BrainOptions& options,
                        std::int64_t rows, brain::SimulationWatch& watch)
{
    const Eigen::Index every = stepsOf(options.interval);
    const Eigen::MatrixXd all =
        logarithmOf(brain::recordRates(simulation, 2 * rows * every, 1, 0, watch), options);
    return {all(Eigen::seqN(0, rows, every), Eigen::all), scalingOf(all, options.scaling)};
}

Activity recordActivity(brain::AlnSimulation& simulation, const BrainOptions& options,
                        const brain::WindowPlan& plan, brain::SimulationWatch& watch)
{
    Activity activity;
    if (options.isAsPublished() && !options.isBold()) {
        activity = publishedRates(simulation, options, plan.rows, watch);
    } else {
        const Eigen::Index discard = stepsOf(discardOf(options));
        activity.values =
            options.isBold()
                ? brain::recordBold(simulation, plan.rows, options.repetitionTime, discard, watch)
                : logarithmOf(brain::recordRates(simulation, plan.rows, stepsOf(options.interval),
                                                 discard, watch),
                              options);
        const std::int64_t known = options.isAsPublished() ? plan.rows : plan.parts.training.end;
        activity.scaling = scalingOf(activity.values.topRows(known), options.scaling);
    }
    activity.values = (activity.values.array() - activity.scaling.mean) / activity.scaling.scale;
    if (!activity.values.allFinite())
        throw RunError(kName, "the simulation left the finite numbers");
    return activity;
}

torch::Tensor windowsOf(const Eigen::MatrixXd& series, const brain::WindowPlan& plan,
                        std::int64_t window)
{
    torch::Tensor values = torch::empty(
        {static_cast<std::int64_t>(plan.starts.size()), window, series.cols()}, torch::kFloat64);
    double* next = values.data_ptr<double>();
    for (const std::int64_t start : plan.starts) {
        for (std::int64_t row = start; row < start + window; ++row) {
            for (Eigen::Index region = 0; region < series.cols(); ++region)
                *next++ = series(row, region);
        }
    }
    return values;
}

std::vector<std::string> regionNames(const BrainOptions& options, Eigen::Index regions)
{
    std::vector<std::string> names;
    for (Eigen::Index i = 0; i < regions; ++i)
        names.push_back(options.connectome.weights.empty()
                            ? fmt::format("{}{}", i % 2 == 0 ? "L" : "R", i / 2 + 1)
                            : fmt::format("region {}", i + 1));
    return names;
}

/// The variance that the network's noise leaves at each predicted point, in scaled units; none
/// where it is not computed.
Eigen::VectorXd ceilingOf(const brain::AlnSimulation& simulation, const BrainOptions& options,
                          const Scaling& scaling, std::uint64_t seed, brain::SimulationWatch& watch)
{
    if (!hasCeiling(options))
        return {};
    // Seen from the last given point.
    return brain::unpredictableVariance(simulation, options.window - options.given,
                                        stepsOf(options.interval), options.rateFloor, {}, seed,
                                        watch) /
           (scaling.scale * scaling.scale);
}

Json describeRange(const brain::RowRange& range)
{
    return {range.begin, range.end};
}

/// As of a recording: the run (there is one) and the row at which each window begins.
Json describeStarts(const brain::WindowPlan& plan)
{
    Json starts = Json::array();
    for (const std::int64_t start : plan.starts)
        starts.push_back({0, start});
    return starts;
}

Json recipeOf(const BrainOptions& options, const brain::WindowPlan& plan, const Scaling& scaling,
              const brain::Warnings& warnings, std::uint64_t seed)
{
    return {{"name", kName},
            {"equation", kEquation},
            {"options", writeOptions(options)},
            {"seed", seed},
            {"version", versionNumber()},
            {"rows",
             {{"training", describeRange(plan.parts.training)},
              {"validation", describeRange(plan.parts.validation)},
              {"test", describeRange(plan.parts.test)}}},
            {"physical",
             {{"transform", options.isBold() ? "mean + scale * value, percent"
                                             : "exp(mean + scale * value), Hz"},
              {"mean", scaling.mean},
              {"scale", scaling.scale}}},
            {"starts", describeStarts(plan)},
            {"warnings", warnings}};
}

}  // namespace

Dataset makeBrain(const BrainOptions& options, const GenerationContext& context,
                  const std::filesystem::path& cacheFolder)
{
    const brain::WindowPlan plan(options);
    brain::Warnings warnings;
    const brain::Connectome connectome = brain::connectomeOf(options, warnings);
    const brain::ExponentialNeuron neuron;
    const brain::TransferResolution resolution;
    const auto table = std::make_shared<brain::TransferTable>(neuron, resolution);
    const brain::TransferCache cache(cacheFolder, neuron, resolution, table->grid());
    cache.load(*table);
    table->setThreads(static_cast<std::size_t>(
        context.threads > 0 ? context.threads : std::int64_t{at::get_num_threads()}));
    table->setStop(context.stop);
    brain::SimulationWatch watch(context, static_cast<std::int64_t>(plan.starts.size()),
                                 stepsOf(options, plan));
    brain::AlnSimulation simulation = brain::simulationOf(options, connectome, table, context.seed);
    const Activity activity = recordActivity(simulation, options, plan, watch);

    Dataset dataset;
    dataset.name = kName;
    dataset.title = kTitle;
    dataset.equation = kEquation;
    dataset.channels = regionNames(options, connectome.regions());
    dataset.timeLabel = options.isBold() ? "t / s" : "t / ms";
    const double interval = options.isBold() ? options.repetitionTime : options.interval;
    dataset.times = interval * torch::arange(options.window, torch::kFloat64);
    dataset.values = windowsOf(activity.values, plan, options.window);
    dataset.givenPoints = options.given;
    dataset.ownSplit = plan.split;
    dataset.recipe = recipeOf(options, plan, activity.scaling, warnings, context.seed);
    const Eigen::VectorXd ceiling =
        ceilingOf(simulation, options, activity.scaling, context.seed, watch);
    if (ceiling.size() > 0) {
        dataset.noiseVariance = ceiling.mean();
        dataset.recipe[kNoiseByPoint] = std::vector<double>(ceiling.begin(), ceiling.end());
    }
    if (options.layout == "field")
        placeRegions(dataset);
    cache.save(*table);
    watch.finish();
    return dataset;
}

DatasetEntry brainEntry()
{
    return {kName, kTitle, kEquation, describeOptions<BrainOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return makeBrain(readOptions<BrainOptions>(section, source, "dataset", {"name"}),
                                 context);
            }};
}

}  // namespace nie
