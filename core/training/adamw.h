#pragma once

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

namespace nie {

/// AdamW (Loshchilov and Hutter 2019) over all parameters of a model as one flat vector: the
/// parameters become views of one buffer, so that a step is a handful of operators whatever the
/// number of tensors. Decay is decoupled and spares the parameters named; with Decay::Coupled it is
/// Adam with an L2 term in the gradient of every parameter instead.
class AdamW {
public:
    enum class Decay { Decoupled, Coupled };

    /// Rebinds the storage of the model's parameters. They must be of one type and on one device.
    AdamW(torch::nn::Module& model, const std::vector<torch::Tensor>& withoutDecay, double weightDecay,
          Decay decay = Decay::Decoupled);

    /// Gathers the gradients and returns their 2-norm (before clipping).
    double gatherGradients();
    /// The first parameter whose gradient is not finite; empty when all are.
    std::string nonFiniteGradient() const;
    /// The first parameter that is not finite itself; empty when all are.
    std::string nonFiniteParameter() const;
    void setWeightDecay(double weightDecay) { m_weightDecay = weightDecay; }
    /// One update with the gradients gathered, scaled to a norm of at most `clip` (0: not clipped).
    void step(double learningRate, double clip);
    void zeroGradients();

    /// Moments as flat tensors, "exp_avg" and "exp_avg_sq", and the step count.
    std::map<std::string, torch::Tensor> state() const;
    std::int64_t stepCount() const { return m_steps; }
    /// Throws InputError naming `source` when lengths differ.
    void loadState(const std::map<std::string, torch::Tensor>& state, std::int64_t steps,
                   const std::string& source);

private:
    double m_weightDecay;
    Decay m_kind;
    std::int64_t m_steps = 0;
    double m_gradientNorm = 0.0;
    std::vector<std::pair<std::string, torch::Tensor>> m_parameters;
    torch::Tensor m_flat;      ///< all parameters
    torch::Tensor m_gradient;  ///< all gradients, gathered
    torch::Tensor m_mean;      ///< first moment
    torch::Tensor m_square;    ///< second moment
    torch::Tensor m_decay;     ///< 1 where the parameter decays, else 0
};

}  // namespace nie
