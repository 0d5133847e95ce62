#pragma once

#include "core/models/anie/attention.h"
#include "core/models/model.h"
#include "core/numerics/fixed_point.h"
#include "core/results/attention_tokens.h"

namespace nie {

/// What a model whose operator attends tells of its attention; a Model derives from it besides.
class AttentionSource {
public:
    virtual ~AttentionSource() = default;

    /// The layers of one application of the operator, in their order. Heads left out of them
    /// (ablateHeads()) are left out of every prediction.
    virtual std::vector<AttentionLayer> attentionLayers() const = 0;
    /// What predict() solves in evaluation mode, in the unknown that the operator acts on (of a
    /// field the encoded cells), [batch, token, component].
    virtual FixedPointSolution solve(const Query& query, const PredictOptions& options) = 0;
    /// Query, key and value of every layer where the operator is applied to `unknown`, an iterate
    /// or the solution of solve().
    virtual std::vector<AttentionHeads> attentionAt(const Query& query,
                                                    const torch::Tensor& unknown) = 0;
    /// The integrals of a query's tokens, and where those stand (in the units of the data, without
    /// title for the time).
    virtual IntegrationDomain attentionDomain(const Query& query) const = 0;
    virtual AttentionTokens attentionTokens(const Query& query) const = 0;
};

/// The model's attention. Throws InputError naming `where`, the model and those of the catalogue
/// that have attention, where there is none to look into.
AttentionSource& requireAttention(Model& model, const std::string& name, const std::string& where);

/// The heads of one moment of a solve, on the CPU in double precision: sums over rows of floats
/// would say more about rounding than about attention.
struct CapturedHeads {
    std::vector<AttentionHeads> layers;  ///< each [1, head, token, dk]
    IntegrationDomain domain;
    std::int64_t iteration = 0;   ///< y_iteration; the last is the solution
    std::int64_t iterations = 0;  ///< number of the solution
    double residual = 0.0;        ///< relative, of the solution
};

/// Solves a query of one sample and takes the heads at iterate `iteration`, from 0 (where the solve
/// starts) to the number of evaluations, which is the solution; unset: there. The model has to be
/// in evaluation mode and is left as it was. Throws InputError for an iteration that there was not,
/// Interrupted.
CapturedHeads captureHeads(AttentionSource& source, const Query& query,
                           std::optional<std::int64_t> iteration, const std::stop_token& stop);

}  // namespace nie
