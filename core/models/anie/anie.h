#pragma once

#include "core/models/anie/anie_options.h"
#include "core/models/anie/integral_operator.h"
#include "core/models/attention_source.h"
#include "core/models/model.h"
#include "core/models/perceptron.h"

namespace nie {

/// Attentional neural integral equation for curves (Xu et al., "Neural Integral Equations",
/// algorithm 2 in time alone): finds y with
///
///     y(t) = f(t) + T(y)(t)
///
/// with f made of the given points (AnieOptions::freeFunction) and T an integral operator of them all,
/// by a fixed-point solver, so the prediction satisfies the equation it states up to the residual
/// reported. Works in normalised units (mean and scale of the training curves).
class Anie : public Model, public AttentionSource {
public:
    Anie(const AnieOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override;
    /// rms change of a token's output when all other tokens are replaced by Gaussian ones of the
    /// same mean and standard deviation, over the rms of the output.
    double coupling(const Query& query) override;
    FixedPointOptions* trainingSolver() override { return &m_options.trainingSolver; }

    /// The right-hand side G(y) = f + T(y) of a query, in normalised units; [batch, time, channel].
    FixedPointMap rightHandSide(const Query& query);

    /// Where the tokens of a query stand: on its times, which count from 0 to 1 over the training
    /// interval.
    IntegrationDomain domain(const torch::Tensor& times) const;
    std::vector<AttentionLayer> attentionLayers() const override;
    /// In normalised units, as the next.
    FixedPointSolution solve(const Query& query, const PredictOptions& options) override;
    std::vector<AttentionHeads> attentionAt(const Query& query, const torch::Tensor& y) override;
    IntegrationDomain attentionDomain(const Query& query) const override;
    AttentionTokens attentionTokens(const Query& query) const override;
    IntegralOperator integralOperator() const { return m_operator; }

private:
    struct Grid {
        torch::Tensor features;  ///< [time, tokenCoordinates]: time features, and the mark where asked for
        IntegrationDomain domain;
    };
    Grid makeGrid(const Query& query) const;
    torch::Tensor tokens(const torch::Tensor& y, const Grid& grid) const;
    torch::Tensor normalise(const torch::Tensor& values) const;
    torch::Tensor denormalise(const torch::Tensor& values) const;
    torch::Tensor freeFunction(const Query& query);
    torch::Tensor fromGiven(const std::string& kind, const Query& query) const;
    torch::Tensor startingPoint(const Query& query, const torch::Tensor& freeFunction) const;
    torch::Tensor jacobianPenalty(const FixedPointMap& map, const torch::Tensor& y) const;

    AnieOptions m_options;
    double m_timeStart;
    double m_timeSpan;
    torch::Tensor m_mean;   ///< [channel], buffer
    torch::Tensor m_scale;  ///< [channel], buffer
    IntegralOperator m_operator = nullptr;
    Perceptron m_freeFunction = nullptr;  ///< psi, where f is learned
};

/// The model that the options ask for: Anie, or ReferenceAnie in reference mode.
std::shared_ptr<Model> makeAnie(const AnieOptions& options, const ModelContext& context);

}  // namespace nie
