#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

namespace nie {

struct GalerkinLayerOptions {
    std::string attention = "galerkin";  ///< or "fourier", "softmax"
    std::int64_t width = 96;
    std::int64_t heads = 1;
    std::int64_t coordinates = 1;
    std::int64_t feedForward = 192;
    double initialGain = 0.01;
    double initialDiagonal = 0.01;
};

/// One encoder layer of the Galerkin transformer (Cao, "Choose a Transformer: Fourier or Galerkin",
/// 2021): x <- x + W [heads] + b, then x <- x + FF(x), without a norm around the layer. In each
/// head the coordinates stand before q, k and v, and of n tokens
///
///     galerkin: q (k^T v) / n          k, v normalised per head, then joined by the coordinates
///     fourier:  (q k^T) v / n          q, k normalised
///     softmax:  softmax(q k^T / sqrt(length of q)) v
///
/// 1/n is the quadrature weight of an equidistant grid: more tokens of the same function change the
/// result by the error of that rule only. Galerkin costs n, the others n^2.
class GalerkinLayerImpl : public torch::nn::Module {
public:
    /// Throws InputError where `heads` does not divide `width`.
    explicit GalerkinLayerImpl(const GalerkinLayerOptions& options);

    /// x: [batch, token, width], place: [token, coordinate] -> [batch, token, width].
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& place);
    /// The attention alone, before its output layer: [batch, token, width + heads coordinates].
    torch::Tensor attend(const torch::Tensor& x, const torch::Tensor& place);
    /// Query, key and value weights, which must not decay.
    std::vector<torch::Tensor> projectionParameters() const;

private:
    /// Q, K or V with the coordinates: [batch, head, token, coordinates + width / heads].
    torch::Tensor project(std::size_t part, const torch::Tensor& x, const torch::Tensor& place);

    GalerkinLayerOptions m_options;
    std::vector<torch::nn::Linear> m_projections;  ///< query, key, value
    std::vector<torch::Tensor> m_normWeight,
        m_normBias;  ///< [head, width / heads] each; undefined: no norm
    torch::nn::Linear m_output = nullptr;
    torch::nn::Linear m_hidden = nullptr;
    torch::nn::Linear m_back = nullptr;
};
TORCH_MODULE(GalerkinLayer);

}  // namespace nie
