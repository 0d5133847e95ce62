#include "core/benchmarks/adamw_benchmark.h"

#include "core/training/adamw.h"

#include <torch/nn/modules/container/sequential.h>
#include <torch/optim/adamw.h>
#include <torch/torch.h>

#include <algorithm>

namespace nie {

namespace {

constexpr std::int64_t kLayers = 30;  ///< a weight and a bias each
constexpr std::int64_t kLayerWidth = 100;
constexpr double kRate = 1e-3;
constexpr double kDecay = 1e-4;

/// A stack of linear layers with gradients set; the same seed makes the same numbers.
torch::nn::Sequential makeLayers(std::uint64_t seed)
{
    torch::manual_seed(seed);
    torch::nn::Sequential layers;
    for (std::int64_t i = 0; i < kLayers; ++i)
        layers->push_back(torch::nn::Linear(kLayerWidth, kLayerWidth));
    for (auto& parameter : layers->parameters())
        parameter.mutable_grad() = torch::randn_like(parameter);
    return layers;
}

std::shared_ptr<torch::optim::AdamW> makeLibraryOptimizer(const torch::nn::Sequential& layers)
{
    return std::make_shared<torch::optim::AdamW>(
        layers->parameters(), torch::optim::AdamWOptions(kRate).weight_decay(kDecay));
}

/// Largest difference of a parameter after ten steps of either from the same start.
double differenceAfterTenSteps(std::uint64_t seed)
{
    const auto ours = makeLayers(seed);
    const auto theirs = makeLayers(seed);
    AdamW flat(*ours.ptr(), {}, kDecay);
    const auto library = makeLibraryOptimizer(theirs);
    for (int i = 0; i < 10; ++i) {
        flat.gatherGradients();
        flat.step(kRate, 0.0);
        library->step();
    }
    double largest = 0.0;
    const auto mine = ours->parameters();
    const auto other = theirs->parameters();
    for (std::size_t i = 0; i < mine.size(); ++i)
        largest = std::max(largest, (mine[i] - other[i]).abs().max().item<double>());
    return largest;
}

Comparison prepareAdamw(const BenchmarkContext& context)
{
    const auto ours = makeLayers(context.seed);
    const auto theirs = makeLayers(context.seed);
    const auto flat = std::make_shared<AdamW>(*ours.ptr(), std::vector<torch::Tensor>{}, kDecay);
    const auto library = makeLibraryOptimizer(theirs);
    Comparison comparison;
    comparison.candidate = [flat, ours] {
        flat->gatherGradients();
        flat->step(kRate, 0.0);
    };
    comparison.baseline = [library, theirs] { library->step(); };
    comparison.facts = [seed = context.seed, ours] {
        std::int64_t parameters = 0;
        for (const auto& parameter : ours->parameters())
            parameters += parameter.numel();
        return Json{{"parameters", parameters},
                    {"difference_after_ten_steps", differenceAfterTenSteps(seed)}};
    };
    return comparison;
}

}  // namespace

BenchmarkEntry adamwBenchmark()
{
    return {.name = "adamw-step",
            .title = "One AdamW step on 303,000 parameters in 60 tensors, as one flat vector",
            .unit = "step",
            .baseline = "torch::optim::AdamW, tensor by tensor",
            .target = {},
            .prepare = prepareAdamw};
}

}  // namespace nie
