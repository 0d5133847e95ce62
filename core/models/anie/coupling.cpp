#include "core/models/anie/coupling.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace nie {

namespace {

constexpr std::int64_t kProbes = 8;
constexpr std::uint64_t kSeed = 20231;

}  // namespace

double tokenCoupling(const std::function<torch::Tensor(const torch::Tensor&)>& map,
                     const torch::Tensor& tokens)
{
    const torch::NoGradGuard noGrad;
    const auto output = map(tokens);
    const double rmsOutput = std::sqrt(output.square().mean().item<double>());
    if (!(rmsOutput > 0.0))
        return 0.0;
    const auto mean = tokens.mean(at::IntArrayRef{0, 1}, true);
    const auto deviation = tokens.std(at::IntArrayRef{0, 1}, true, true);
    const auto generator = at::detail::createCPUGenerator(kSeed);
    const auto noise =
        torch::randn(tokens.sizes(), generator, torch::TensorOptions().dtype(tokens.dtype()));
    const auto replaced = mean + deviation * noise.to(tokens.device());
    const auto count = tokens.size(1);
    double changeSquares = 0.0;
    for (std::int64_t probe = 0; probe < kProbes; ++probe) {
        const auto token = (2 * probe + 1) * count / (2 * kProbes);
        auto mixed = replaced.clone();
        mixed.select(1, token).copy_(tokens.select(1, token));
        const auto change = map(mixed).select(1, token) - output.select(1, token);
        changeSquares += change.square().mean().item<double>();
    }
    return std::sqrt(changeSquares / kProbes) / rmsOutput;
}

}  // namespace nie
