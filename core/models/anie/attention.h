#pragma once

#include "core/models/anie/attention_kernel.h"
#include "core/models/anie/integration_domain.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

struct AttentionLayerOptions {
    AttentionKind kind = AttentionKind::Galerkin;
    std::int64_t width = 32;
    std::int64_t heads = 4;
    bool integralScaling = true;   ///< averages times the length of their limits
    bool outputProjection = true;  ///< W_o after the heads
};

/// Attention as an integral over the domain with quadrature weights (Xu et al., "Neural Integral
/// Equations", section 3; the forms: AttentionKind), followed by an output projection. The result
/// depends on the function that the tokens sample, not on their number: twice the tokens change it
/// by the error of the quadrature rule only.
///
/// Cost in tokens N: softmax N^2; the others N without limits and with Volterra limits (prefix sums
/// in chunks), N^2 with general limits.
class AttentionLayerImpl : public torch::nn::Module {
public:
    /// Throws InputError where `heads` does not divide `width`.
    explicit AttentionLayerImpl(const AttentionLayerOptions& options);

    /// x: [batch, token, width], the domain in its type; returns [batch, token, width].
    torch::Tensor forward(const torch::Tensor& x, const IntegrationDomain& domain);

    /// Query, key and value for x, from which the kernel of the integral is computed on demand
    /// (kernelRows(), kernelColumns()).
    AttentionHeads heads(const torch::Tensor& x);

    /// Heads to leave out of the result; empty: none. Their output becomes 0.
    void ablateHeads(const std::vector<std::int64_t>& heads);

    const AttentionLayerOptions& options() const { return m_options; }
    /// Query, key and value weights: they must not decay, or attention dies silently.
    std::vector<torch::Tensor> projectionParameters() const;

private:
    struct Projected {
        torch::Tensor query, key, value;  ///< [batch, token, width], heads side by side
    };
    Projected project(const torch::Tensor& x);
    torch::Tensor projectNormalised(const torch::Tensor& x, std::int64_t first);
    torch::Tensor integrate(const Projected& projected, const IntegrationDomain& domain);
    torch::Tensor integrateCausally(const Projected& projected, const IntegrationDomain& domain);
    torch::Tensor integrateByPairs(const Projected& projected, const IntegrationDomain& domain);
    AttentionHeads splitHeads(const Projected& projected) const;
    torch::Tensor joinHeads(const torch::Tensor& heads) const;

    AttentionLayerOptions m_options;
    torch::nn::Linear m_projection = nullptr;  ///< width -> query, key, value
    torch::nn::Linear m_output = nullptr;
    torch::Tensor m_normScale;  ///< [2 width]: LayerNorm per head of the two parts normalised
    torch::Tensor m_normShift;  ///< [2 width]
    torch::Tensor m_sameHead;   ///< [2 width, 2 width]: 1 where two components belong to one head
    torch::Tensor m_keptHeads;  ///< [width]: 0 for heads left out; undefined: all are kept
};
TORCH_MODULE(AttentionLayer);

}  // namespace nie
