#pragma once

#include "core/models/anie/integral_operator.h"
#include "core/models/anie_field/anie_field_options.h"
#include "core/models/anie_field/field_coders.h"
#include "core/models/attention_source.h"
#include "core/models/model.h"

namespace nie {

/// Attentional neural integral equation for fields in one or two space dimensions (Xu et al.,
/// "Neural Integral Equations", algorithm 2). An encoder describes each cell of the grid by a few
/// values y; y solves
///
///     y(x, t) = f(x, t) + T(y)(x, t)
///
/// with f the encoded given frames and T an integral operator over space and time, whose tokens are
/// y with the cell's place and time; a decoder turns y into the field. The equation is solved by a
/// fixed-point solver, so the prediction satisfies it up to the residual reported.
///
/// With the patch decoder the model works on every grid whose spacing is that of the training grid
/// over a whole number: cells then interleave (CellGrid), and the integral is over more of them.
class AnieField : public Model, public AttentionSource {
public:
    AnieField(const AnieFieldOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override;
    FixedPointOptions* trainingSolver() override { return &m_options.trainingSolver; }
    double coupling(const Query& query) override;

    /// f of a query: [batch, time * cell, latent], cells of the first time first.
    torch::Tensor freeFunction(const Query& query);
    /// The right-hand side G(y) = f + T(y) of a query; [batch, time * cell, latent].
    FixedPointMap rightHandSide(const Query& query);
    /// y [batch, time * cell, component] with the coordinates of its cell, then of its time,
    /// behind.
    torch::Tensor tokens(const torch::Tensor& y, const Query& query) const;
    /// Where the tokens of a query stand: trapezoid rule in time times the cells' volumes.
    IntegrationDomain domain(const Query& query) const;
    CellGrid cellGrid(const std::vector<torch::Tensor>& space) const;

    std::vector<AttentionLayer> attentionLayers() const override;
    /// For y as in rightHandSide(), as the next.
    FixedPointSolution solve(const Query& query, const PredictOptions& options) override;
    std::vector<AttentionHeads> attentionAt(const Query& query, const torch::Tensor& y) override;
    IntegrationDomain attentionDomain(const Query& query) const override;
    AttentionTokens attentionTokens(const Query& query) const override;

    IntegralOperator integralOperator() const { return m_operator; }
    FieldEncoder encoder() const { return m_encoder; }

private:
    struct Grid {
        CellGrid cells;
        torch::Tensor features;  ///< [time * cell, coordinates]
        IntegrationDomain domain;
    };
    Grid makeGrid(const Query& query) const;
    torch::Tensor spaceFeatures(const CellGrid& grid) const;
    torch::Tensor unitTime(const torch::Tensor& times) const;
    torch::Tensor withFeatures(const torch::Tensor& y, const Grid& grid) const;
    torch::Tensor freeFunction(const Query& query, const Grid& grid);
    torch::Tensor encodeGiven(const Query& query, const CellGrid& grid);
    FixedPointMap rightHandSide(const torch::Tensor& f, const Grid& grid);
    FixedPointSolution solve(const torch::Tensor& f, const Grid& grid,
                             const PredictOptions& options);
    torch::Tensor decode(const torch::Tensor& y, const Query& query, const CellGrid& grid);
    torch::Tensor decodeCells(const torch::Tensor& latent, const CellGrid& grid);
    torch::Tensor reconstructionPenalty(const Query& query, const CellGrid& grid);

    AnieFieldOptions m_options;
    std::vector<SpaceAxis> m_axes;  ///< of the training
    std::int64_t m_framesTogether;  ///< given frames that the encoder takes as channels
    double m_timeStart;
    double m_timeSpan;
    torch::Tensor m_mean;   ///< [channel], buffer
    torch::Tensor m_scale;  ///< [channel], buffer
    FieldEncoder m_encoder = nullptr;
    IntegralOperator m_operator = nullptr;
    PatchDecoder m_patchDecoder = nullptr;
    DenseDecoder m_denseDecoder = nullptr;
};

}  // namespace nie
