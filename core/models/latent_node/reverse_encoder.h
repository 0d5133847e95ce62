#pragma once

#include <torch/torch.h>

namespace nie {

/// A Gaussian of independent components.
struct LatentGaussian {
    torch::Tensor mean;         ///< [batch, latent]
    torch::Tensor logVariance;  ///< [batch, latent]

    torch::Tensor sample() const;
    /// Kullback-Leibler divergence from the standard normal distribution, [batch].
    torch::Tensor divergence() const;
};

/// Recurrent network that reads points from the last back to the first, h <- tanh(W [x, h] + b),
/// and tells the distribution of the state at the first (Chen et al. 2018).
class ReverseEncoderImpl : public torch::nn::Module {
public:
    ReverseEncoderImpl(std::int64_t channels, std::int64_t hidden, std::int64_t latent);

    /// x: [batch, time, channel]
    LatentGaussian forward(const torch::Tensor& x);

private:
    torch::nn::Linear m_step{nullptr};
    torch::nn::Linear m_readOut{nullptr};
};
TORCH_MODULE(ReverseEncoder);

}  // namespace nie
