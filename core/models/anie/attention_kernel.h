#pragma once

#include "core/models/anie/integration_domain.h"

#include <torch/torch.h>

#include <string>

namespace nie {

/// How the integral over the domain is formed; q, k, v are those of one head, dk their length:
///
///     softmax:  (A x)_i = sum_j p_ij v_j,  p_i = softmax_j(q_i.k_j / sqrt(dk) + ln W_ij)
///     fourier:  (A x)_i = (1/sqrt(dk)) sum_j W_ij (q_i.k_j) v_j / |D|,  q and k normalised
///     galerkin: (A x)_i = q_i (sum_j W_ij k_j v_j^T) / |D|,             k and v normalised
///     linear:   (A x)_i = sum_j W_ij phi(q_i).phi(k_j) v_j / sum_j W_ij phi(q_i).phi(k_j),
///               phi = elu + 1
///
/// W: quadrature weights, |D|: measure of the domain. softmax and linear are averages over the
/// limits; fourier and galerkin (Cao, "Choose a Transformer", 2021) are integrals with a signed
/// kernel.
enum class AttentionKind { Softmax, Fourier, Galerkin, Linear };

/// Throws InputError for an unknown name.
AttentionKind attentionKindFromName(const std::string& name);
/// Whether the kind averages over the limits, instead of integrating.
bool isAverage(AttentionKind kind);

/// What the heads of one layer hold for one input, each [batch, head, token, dk]: after the
/// normalisation per head and, for linear, after phi.
struct AttentionHeads {
    AttentionKind kind = AttentionKind::Galerkin;
    bool integralScaling = true;  ///< averages are multiplied by IntegrationDomain::extent()
    torch::Tensor query;
    torch::Tensor key;
    torch::Tensor value;
};

/// Rows i of the matrix A with (A x)_i = sum_j A_ij v_j, weights included: [batch, head, row,
/// token]. Exactly 0 outside the limits. Costs row * token, so a map of any size can be looked at
/// row by row. rows: [row], int64, on the heads' device; the domain in their type.
torch::Tensor kernelRows(const AttentionHeads& heads, const IntegrationDomain& domain,
                         const torch::Tensor& rows);
/// Columns j of the same matrix: [batch, head, token, column]. For softmax the sums over all tokens
/// are needed, which are formed block by block: token^2 time, but not memory.
torch::Tensor kernelColumns(const AttentionHeads& heads, const IntegrationDomain& domain,
                            const torch::Tensor& columns);

}  // namespace nie
