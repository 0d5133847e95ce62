#include "core/training/loss.h"

namespace nie {

namespace {

torch::Tensor blockNorm(const torch::Tensor& block)
{
    return block.flatten(1).norm(2, 1);
}

torch::Tensor relativeNorm(const torch::Tensor& error, const torch::Tensor& truth)
{
    return (blockNorm(error) / blockNorm(truth).clamp_min(1e-12)).mean();
}

/// Slopes along every axis, [batch, all of them].
torch::Tensor slopes(const torch::Tensor& field, const std::vector<SpaceAxis>& space)
{
    std::vector<torch::Tensor> parts;
    for (std::size_t a = 0; a < space.size(); ++a) {
        const auto axis = static_cast<std::int64_t>(a) + 2;
        const auto points = field.size(axis);
        if (space[a].periodic) {
            const double step = space[a].length / static_cast<double>(points);
            parts.push_back(((field.roll(-1, axis) - field) / step).flatten(1));
        } else if (points > 1) {
            const auto x = torch::tensor(space[a].coordinates, torch::kDouble).to(field.options());
            std::vector<std::int64_t> along(static_cast<std::size_t>(field.dim()), 1);
            along[a + 2] = points - 1;
            parts.push_back((field.diff(1, axis) / x.diff().view(along)).flatten(1));
        }
    }
    return torch::cat(parts, 1);
}

}  // namespace

torch::Tensor trainingLoss(const std::string& kind, const torch::Tensor& prediction,
                           const torch::Tensor& truth, const std::vector<SpaceAxis>& space)
{
    if (kind == "mse")
        return torch::mse_loss(prediction, truth);
    const auto loss = relativeNorm(prediction - truth, truth);
    if (kind != "relative_h1")
        return loss;
    constexpr double kShareOfSlopes = 0.1;
    const auto trueSlopes = slopes(truth, space);
    return loss + kShareOfSlopes * relativeNorm(slopes(prediction, space) - trueSlopes, trueSlopes);
}

}  // namespace nie
