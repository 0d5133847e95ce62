#pragma once

#include "core/models/channel_scale.h"
#include "core/models/latent_node/latent_node_options.h"
#include "core/models/latent_node/reverse_encoder.h"
#include "core/models/perceptron.h"

namespace nie {

/// Latent neural ODE as a baseline (Chen et al. 2018): dz/dt = MLP(z) from z(t_0), which an encoder
/// draws from the given points; y = decoder(z), at the given points too. Training samples z(t_0)
/// and adds the divergence to the loss so that with a loss of mean squares it is the negative
/// evidence lower bound times 2 sd^2 / (times channels); evaluation takes the mean. Without encoder
/// the data themselves obey the ODE, from the last given point on.
///
/// The trace tells the solver's evaluations in place of iterations, of dopri5 also the local error
/// of every step, as `residuals`, beside the tolerance.
class LatentNode : public Model {
public:
    LatentNode(const LatentNodeOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override
    {
        return vectorParameters(*this);
    }

private:
    /// z at the query's times from `first` on, [batch, time, component]; fills the trace.
    torch::Tensor integrate(const torch::Tensor& start, const Query& query, std::int64_t first,
                            const PredictOptions& options, SolverTrace& trace);
    /// In the time of the dynamics, from the first of the training grid on.
    std::vector<double> ownTimes(const torch::Tensor& times) const;

    LatentNodeOptions m_options;
    double m_timeStart;
    double m_timeFactor;
    ChannelScale m_scale{nullptr};
    ReverseEncoder m_encoder{nullptr};
    Perceptron m_dynamics{nullptr};
    Perceptron m_decoder{nullptr};
};

}  // namespace nie
