#pragma once

#include "core/models/anie/reference_operator.h"
#include "core/models/model.h"
#include "core/numerics/fixed_point.h"

namespace nie {

/// ANIE for curves as the authors' released code computes it, for comparison side by side:
///
///     tokens = [y, t],   G(y) = c + (T(tokens) + tokens)[..., channels]
///     y = c;  g = G(y);  max_iterations times: y = y + damping (g - y), g = G(y);  result g
///
/// with c the given points, then the last of them. A fixed point of G satisfies c + T(y) = 0, not
/// y = c + T(y); the iteration stops long before one, so the result solves no equation, and the
/// residuals in the trace say so. Works in the units of the data. With the one-step gradient the
/// tokens of every evaluation are detached, so that only the last one is differentiated.
class ReferenceAnie : public Model {
public:
    ReferenceAnie(const ReleasedOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    double coupling(const Query& query) override;

    /// G as above.
    FixedPointMap rightHandSide(const Query& query);

private:
    torch::Tensor freeFunction(const Query& query) const;
    torch::Tensor tokens(const torch::Tensor& y, const torch::Tensor& times) const;

    ReleasedOptions m_options;
    double m_timeStart;
    double m_timeSpan;
    ReferenceOperator m_operator = nullptr;
};

}  // namespace nie
