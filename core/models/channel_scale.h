#pragma once

#include "core/models/model.h"

namespace nie {

/// z-score of channels by the training samples' statistics; the identity where it is not wanted.
class ChannelScaleImpl : public torch::nn::Module {
public:
    ChannelScaleImpl(const ModelContext& context, bool wanted);

    /// Values in data units -> standard units; channels are the last axis.
    torch::Tensor standardise(const torch::Tensor& y) const { return (y - m_mean) / m_scale; }
    torch::Tensor restore(const torch::Tensor& y) const { return y * m_scale + m_mean; }
    /// Root mean square of the channels' standard deviations, in data units; 1 for the identity.
    double typicalScale() const { return m_typicalScale; }

private:
    torch::Tensor m_mean;   ///< [channel]
    torch::Tensor m_scale;  ///< [channel]
    double m_typicalScale;
};
TORCH_MODULE(ChannelScale);

/// Biases and other vectors of a module: what decay does not act on
/// (Model::parametersWithoutDecay).
std::vector<torch::Tensor> vectorParameters(const torch::nn::Module& module);

}  // namespace nie
