#pragma once

#include "core/models/anie/anie_options.h"
#include "core/models/anie/integral_operator.h"
#include "core/models/model.h"

namespace nie {

/// Attentional neural integral equation for curves (Xu et al., "Neural Integral Equations",
/// algorithm 2 in time alone): finds y with
///
///     y(t) = f(t) + T(y)(t),    f: the given points, then the last of them
///
/// by a fixed-point solver, so the prediction satisfies the equation it states up to the residual
/// reported. Works in normalised units (mean and scale of the training curves).
class Anie : public Model {
public:
    Anie(const AnieOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override;
    /// rms change of a token's output when all other tokens are replaced by Gaussian ones of the
    /// same mean and standard deviation, over the rms of the output.
    double coupling(const Query& query) override;

    /// The right-hand side G(y) = f + T(y) of a query, in normalised units; [batch, time, channel].
    FixedPointMap rightHandSide(const Query& query);

private:
    struct Grid {
        torch::Tensor features;  ///< [time, 1 + 2 timeFeatures]: coordinates of the tokens
        torch::Tensor weights;   ///< [time]: trapezoid rule
    };
    Grid makeGrid(const torch::Tensor& times) const;
    torch::Tensor tokens(const torch::Tensor& y, const Grid& grid) const;
    torch::Tensor normalise(const torch::Tensor& values) const;
    torch::Tensor denormalise(const torch::Tensor& values) const;
    torch::Tensor freeFunction(const Query& query) const;

    AnieOptions m_options;
    double m_timeStart;
    double m_timeSpan;
    torch::Tensor m_mean;   ///< [channel], buffer
    torch::Tensor m_scale;  ///< [channel], buffer
    IntegralOperator m_operator = nullptr;
};

}  // namespace nie
