#pragma once

#include "core/models/nie/nie_options.h"
#include "core/models/perceptron.h"

namespace nie {

/// f of y(t) = f(t) + int ..., from the given points of a curve:
///
///     constant   y(t0), held
///     given      the given points, joined by straight lines, then the last one held
///     latent     z0 that a recurrent network reads from the given points, the last one first
///                (Chen et al. 2018, without the random part), held; y then is latent itself
///
/// and, where it is learned, + psi(t) - psi(t0) with a network psi of time.
class FreeFunctionImpl : public torch::nn::Module {
public:
    /// The channels of the data and of y, which differ where y is latent.
    FreeFunctionImpl(const NieOptions& options, std::int64_t dataChannels,
                     std::int64_t stateChannels);

    /// given: [batch, given, data channel], in normalised units, at givenTimes [given] (unit time);
    /// t: [time] with its features (perceptron.h), [time, feature]. -> [batch, time, state channel]
    torch::Tensor forward(const torch::Tensor& given, const torch::Tensor& givenTimes,
                          const torch::Tensor& t, const torch::Tensor& features) const;

private:
    torch::Tensor latentStart(const torch::Tensor& given) const;
    torch::Tensor startHeld(const torch::Tensor& given, const torch::Tensor& givenTimes,
                            const torch::Tensor& t) const;

    NieOptions m_options;
    Perceptron m_shape = nullptr;         ///< psi
    torch::nn::Linear m_read = nullptr;   ///< of a given point
    torch::nn::Linear m_carry = nullptr;  ///< of the recurrent state
    torch::nn::Linear m_start = nullptr;  ///< recurrent state to z0
};
TORCH_MODULE(FreeFunction);

}  // namespace nie
