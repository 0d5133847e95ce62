#pragma once

#include <torch/torch.h>

#include <functional>

namespace nie {

struct BatchedGmresResult {
    torch::Tensor x;                 ///< [batch, n]
    torch::Tensor relativeResidual;  ///< [batch], double, CPU: |b - A x| / |b| by the recurrence
    std::int64_t products = 0;       ///< with A, each for the whole batch
};

/// Solves A_i x_i = b_i for a batch of independent systems by GMRES from x = 0 with at most
/// `maxProducts` products (Saad and Schultz 1986; Gram-Schmidt done twice, which is as stable as
/// the modified one and takes two matrix products). `product` maps [batch, n] to A v, sample by
/// sample; b: [batch, n]; `tolerance`: [batch], double, CPU, for |b - A x| / |b|: 1 or more leaves
/// x_i = 0. A sample whose products are not finite keeps the x that it had before. Memory:
/// maxProducts + 1 vectors.
BatchedGmresResult batchedGmres(const std::function<torch::Tensor(const torch::Tensor&)>& product,
                                const torch::Tensor& b, const torch::Tensor& tolerance,
                                std::int64_t maxProducts);

}  // namespace nie
