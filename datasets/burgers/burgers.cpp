#include "datasets/burgers/burgers.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "datasets/burgers/burgers_solver.h"
#include "datasets/curve_tensor.h"
#include "datasets/sample_workers.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace nie {

namespace burgers {

namespace {

constexpr const char* kName = "burgers";
constexpr const char* kTitle = "Burgers' equation";
constexpr const char* kEquation = "∂u/∂t + u ∂u/∂x = ν ∂²u/∂x²";

/// Numbers in the fields that are solved together: they stay within a core's cache, and below the
/// size at which LibTorch would spread an operation over threads.
constexpr std::int64_t kBlockNumbers = 16384;

burgers::Recipe variantRecipe(const std::string& variant)
{
    if (variant == "nie")
        return {};
    if (variant == "fno_benchmark")
        return {.resolution = 8192,
                .storedResolution = 1024,
                .slices = {},
                .viscosity = 0.1,
                .field = {.gamma = 2.0, .tau = 5.0, .sigma = 25.0}};
    throw InputError(kName, "dataset.variant: unknown value", "\"" + variant + "\"",
                     "one of: nie, fno_benchmark");
}

/// Replaces a number unless the option leaves it to the variant.
template <class Number>
void replace(Number& value, Number option)
{
    if (option != Number(0))
        value = option;
}

std::vector<std::int64_t> slicesOf(const BurgersOptions& options)
{
    const bool benchmark = options.variant == "fno_benchmark";
    const std::int64_t first = options.firstSlice >= 0 ? options.firstSlice : benchmark ? 0 : 1;
    const std::int64_t last = options.lastSlice >= 0 ? options.lastSlice
                              : benchmark            ? burgers::kSlices
                                                     : 399;
    const std::int64_t stamps = options.stamps > 0 ? options.stamps : benchmark ? 2 : 10;
    if (stamps < 2 || last - first < stamps - 1)
        throw InputError(kName, "dataset.stamps: no such number of different slices",
                         std::to_string(stamps),
                         "2 to " + std::to_string(last - first + 1) + ", the slices from " +
                             std::to_string(first) + " to " + std::to_string(last));
    return burgers::stampSlices(first, last, stamps);
}

Json describe(const burgers::Recipe& recipe, std::int64_t halvings)
{
    return {{"resolution", recipe.resolution},
            {"stored_resolution", recipe.storedResolution},
            {"slices", recipe.slices},
            {"nu", recipe.viscosity},
            {"gamma", recipe.field.gamma},
            {"tau", recipe.field.tau},
            {"sigma", recipe.field.sigma},
            {"step", 1.0 / burgers::kSlices},
            {"most_halvings_of_the_step", halvings}};
}

}  // namespace

std::vector<std::int64_t> stampSlices(std::int64_t first, std::int64_t last, std::int64_t stamps)
{
    std::vector<std::int64_t> slices;
    for (std::int64_t k = 0; k < stamps; ++k)  // in whole numbers: 199.99999 must not become 199
        slices.push_back(first + (last - first) * k / (stamps - 1));
    return slices;
}

Recipe recipeOf(const BurgersOptions& options)
{
    Recipe recipe = variantRecipe(options.variant);
    replace(recipe.resolution, options.resolution);
    // The variant's number of points, or all of a coarser grid.
    recipe.storedResolution = std::min(recipe.storedResolution, recipe.resolution);
    replace(recipe.storedResolution, options.storedResolution);
    replace(recipe.viscosity, options.viscosity);
    replace(recipe.field.gamma, options.gamma);
    replace(recipe.field.tau, options.tau);
    replace(recipe.field.sigma, options.sigma);
    recipe.slices = slicesOf(options);
    if (recipe.resolution < 8 || recipe.resolution % 2 != 0)
        throw InputError(kName, "dataset.resolution: cannot be solved on so many points",
                         std::to_string(recipe.resolution), "an even number of 8 or more");
    if (recipe.resolution % recipe.storedResolution != 0)
        throw InputError(kName, "dataset.stored_resolution: does not divide the resolution",
                         std::to_string(recipe.storedResolution),
                         "a divisor of " + std::to_string(recipe.resolution));
    const auto stamps = static_cast<std::int64_t>(recipe.slices.size());
    if (options.given >= stamps)
        throw InputError(kName, "dataset.given: no stamps are left to predict",
                         std::to_string(options.given),
                         "less than the stamps, " + std::to_string(stamps));
    return recipe;
}

}  // namespace burgers

Dataset makeBurgers(const BurgersOptions& options, const GenerationContext& context)
{
    using namespace burgers;
    const burgers::Recipe recipe = burgers::recipeOf(options);
    const BurgersSolver solver(recipe.resolution, recipe.viscosity);
    const std::int64_t every = recipe.resolution / recipe.storedResolution;
    const auto stamps = static_cast<std::int64_t>(recipe.slices.size());
    const torch::Tensor values =
        torch::empty({options.samples, stamps, recipe.storedResolution, 1},
                     options.precision == "single" ? torch::kFloat32 : torch::kFloat64);
    std::atomic<std::int64_t> halvings = 0;
    const std::int64_t block = std::max<std::int64_t>(1, kBlockNumbers / recipe.resolution);
    makeSamples(options.samples, block, context, [&](std::int64_t first, std::int64_t count) {
        std::vector<torch::Tensor> fields;
        for (std::int64_t i = first; i < first + count; ++i)
            fields.push_back(
                recipe.field.draw(recipe.resolution, deriveSeed(context.seed, seed_stream::kData,
                                                                static_cast<std::uint64_t>(i))));
        const auto solution =
            solver.solve(torch::stack(fields), 1.0 / burgers::kSlices, recipe.slices, context.stop);
        values.narrow(0, first, count)
            .copy_(solution.u.slice(2, 0, recipe.resolution, every).unsqueeze(-1));
        std::int64_t known = halvings;
        while (known < solution.halvings &&
               !halvings.compare_exchange_weak(known, solution.halvings)) {
        }
    });

    Dataset dataset;
    dataset.name = kName;
    dataset.title = kTitle;
    dataset.equation = kEquation;
    dataset.channels = {"u"};
    std::vector<double> times;
    for (const std::int64_t slice : recipe.slices)
        times.push_back(static_cast<double>(slice) / burgers::kSlices);
    dataset.times = timesToTensor(times);
    dataset.space = {SpaceAxis::periodicAxis("x", recipe.storedResolution)};
    dataset.values = values;
    dataset.translationInvariant = true;
    dataset.givenPoints = options.given;
    dataset.recipe = {{"name", kName},
                      {"equation", kEquation},
                      {"options", writeOptions(options)},
                      {"seed", context.seed},
                      {"version", versionNumber()},
                      {"parameters", describe(recipe, halvings)}};
    return dataset;
}

DatasetEntry burgersEntry()
{
    using namespace burgers;
    return {kName, kTitle, kEquation, describeOptions<BurgersOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return makeBurgers(
                    readOptions<BurgersOptions>(section, source, "dataset", {"name"}), context);
            }};
}

}  // namespace nie
