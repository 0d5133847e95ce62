#pragma once

#include <torch/torch.h>

#include <string>

namespace nie {

/// Attention as an integral over the domain with quadrature weights w_j, sum w = |D|
/// (Xu et al., "Neural Integral Equations", section 3; Cao 2021 for the Galerkin form):
///
///     softmax:  (A x)_i = sum_j p_ij v_j,  p_i = softmax_j(q_i.k_j / sqrt(dk) + ln w_j)
///     galerkin: (A x)_i = q_i (sum_j w_j k_j v_j^T) / |D|,  with k and v normalised per head
///
/// followed by an output projection. The result depends on the function that the tokens sample, not
/// on their number: twice the tokens change it by the error of the quadrature rule only.
/// softmax costs N^2, galerkin N.
class AttentionLayerImpl : public torch::nn::Module {
public:
    enum class Kind { Softmax, Galerkin };

    /// `width` is a multiple of `heads`. Throws InputError otherwise.
    AttentionLayerImpl(Kind kind, std::int64_t width, std::int64_t heads);

    /// x: [batch, token, width]; weights: [token], positive. Returns [batch, token, width].
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& weights);

    /// Query, key and value weights: they must not decay, or attention dies silently.
    std::vector<torch::Tensor> projectionParameters() const;

    static Kind kindFromName(const std::string& name);

private:
    torch::Tensor softmaxHeads(const torch::Tensor& x, const torch::Tensor& weights);
    torch::Tensor galerkinHeads(const torch::Tensor& x, const torch::Tensor& weights);

    Kind m_kind;
    std::int64_t m_heads;
    torch::nn::Linear m_projection = nullptr;  ///< width -> query, key, value
    torch::nn::Linear m_output = nullptr;
    torch::Tensor m_normScale;  ///< [2 width]: per-head LayerNorm of keys and values
    torch::Tensor m_normShift;  ///< [2 width]
    torch::Tensor m_sameHead;   ///< [2 width, 2 width]: 1 where two components belong to one head
};
TORCH_MODULE(AttentionLayer);

}  // namespace nie
