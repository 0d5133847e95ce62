#include "core/numerics/batched_gmres.h"

#include "core/numerics/hessenberg_least_squares.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nie {

namespace {

/// The small problem of one sample.
struct SampleSystem {
    HessenbergLeastSquares system;
    double normB;
    double tolerance;
    bool active;

    double relativeResidual() const { return normB > 0.0 ? system.residualNorm() / normB : 0.0; }
    void append(const Eigen::Ref<const Eigen::VectorXd>& column)
    {
        if (!active)
            return;
        if (!column.allFinite()) {
            active = false;
            return;
        }
        system.append(column);
        active = relativeResidual() > tolerance && column[column.size() - 1] > 0.0;
    }
};

torch::Tensor activeMask(const std::vector<SampleSystem>& systems)
{
    auto mask = torch::empty({static_cast<std::int64_t>(systems.size())}, torch::kBool);
    for (std::size_t i = 0; i < systems.size(); ++i)
        mask.data_ptr<bool>()[i] = systems[i].active;
    return mask;
}

/// v / |v| for the active samples, zero for the others: what is left of them is rounding or worse.
torch::Tensor normalised(const torch::Tensor& v, const torch::Tensor& norm,
                         const torch::Tensor& active)
{
    return torch::where(active.to(v.device()).unsqueeze(1), v / norm.unsqueeze(1),
                        torch::zeros_like(v));
}

/// sum_k c_k v_k, [batch, n], and the residuals.
BatchedGmresResult assemble(const std::vector<SampleSystem>& systems, const torch::Tensor& basis,
                            std::int64_t products)
{
    const auto batch = static_cast<std::int64_t>(systems.size());
    auto coefficients = torch::zeros({batch, products}, torch::kDouble);
    auto residual = torch::empty({batch}, torch::kDouble);
    for (std::int64_t i = 0; i < batch; ++i) {
        const SampleSystem& sample = systems[static_cast<std::size_t>(i)];
        Eigen::Map<Eigen::VectorXd>(coefficients.data_ptr<double>() + i * products,
                                    sample.system.columns()) = sample.system.solve();
        residual.data_ptr<double>()[i] = sample.relativeResidual();
    }
    const auto x =
        torch::bmm(coefficients.to(basis.options()).unsqueeze(1), basis.narrow(1, 0, products));
    return {x.squeeze(1), residual, products};
}

}  // namespace

BatchedGmresResult batchedGmres(const std::function<torch::Tensor(const torch::Tensor&)>& product,
                                const torch::Tensor& b, const torch::Tensor& tolerance,
                                std::int64_t maxProducts)
{
    const auto batch = b.size(0);
    const auto dimension = std::min(maxProducts, b.size(1));
    const auto norm = b.norm(2, 1);
    const auto norms = norm.to(torch::kCPU, torch::kDouble).contiguous();
    const auto tolerances = tolerance.contiguous();
    std::vector<SampleSystem> systems;
    for (std::int64_t i = 0; i < batch; ++i) {
        const double normB = norms.data_ptr<double>()[i];
        const double wanted = tolerances.data_ptr<double>()[i];
        systems.push_back({HessenbergLeastSquares(normB, dimension), normB, wanted,
                           normB > 0.0 && std::isfinite(normB) && wanted < 1.0});
    }
    auto basis = torch::zeros({batch, dimension + 1, b.size(1)}, b.options());
    auto active = activeMask(systems);
    basis.select(1, 0).copy_(normalised(b, norm, active));
    std::int64_t k = 0;
    while (k < dimension && active.any().item<bool>()) {
        auto w = product(basis.select(1, k));
        const auto known = basis.narrow(1, 0, k + 1);
        auto column = torch::bmm(known, w.unsqueeze(2));
        w = w - torch::bmm(column.transpose(1, 2), known).squeeze(1);
        const auto correction = torch::bmm(known, w.unsqueeze(2));
        w = w - torch::bmm(correction.transpose(1, 2), known).squeeze(1);
        const auto length = w.norm(2, 1);
        const auto entries = torch::cat({(column + correction).squeeze(2), length.unsqueeze(1)}, 1)
                                 .to(torch::kCPU, torch::kDouble)
                                 .contiguous();
        for (std::int64_t i = 0; i < batch; ++i)
            systems[static_cast<std::size_t>(i)].append(
                Eigen::Map<const Eigen::VectorXd>(entries.data_ptr<double>() + i * (k + 2), k + 2));
        active = activeMask(systems);
        basis.select(1, ++k).copy_(normalised(w, length, active));
    }
    return assemble(systems, basis, k);
}

}  // namespace nie
