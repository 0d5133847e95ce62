#pragma once

#include <torch/torch.h>

namespace nie {

/// Causal bilinear attention in linear cost, by prefix sums over slabs of `cells` tokens:
///
///     out_i = q_i . ( sum_{slab(j) < slab(i)} k_j v_j^T  +  own_slab(i) sum_{slab(j) = slab(i)}
///     k_j v_j^T )
///
/// With quadrature weights w_j in the keys and own = h_i / (2 w_i) this is the trapezoid rule on
/// [t_0, t_i]. q, k: [n, token, d], v: [n, token, e], own: [slab]; returns [n, token, e].
/// `reversed`: sums over the slabs that come later instead.
///
/// Works through chunks of about 64 tokens: beside its result it holds O(n (64^2 + d e)), and the
/// backward pass is three such products, so nothing but q, k and v is kept for it. Differentiable
/// to any order in q, k and v.
torch::Tensor causalProduct(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                            const torch::Tensor& own, std::int64_t cells, bool reversed = false);

}  // namespace nie
