#pragma once

#include "core/numerics/map_evaluation.h"

namespace nie {

/// Inexact Newton steps, sample by sample (Knoll and Keyes 2004): (I - dG/dy) step = G(y) - y by
/// GMRES, then y + length * step, where the length is halved until |G(y) - y| falls (Armijo).
///
/// Products with dG/dy are difference quotients, (G(y + h v) - G(y)) / h with h = sqrt(eps) (1 +
/// |y|): one evaluation each, no graph, and nothing asked of G but evaluations, so that custom
/// functions and maps without a second derivative can be solved too. Forward products by two
/// vector-Jacobian products would be exact, but cost a graph of the backward pass and two to three
/// evaluations each; the quotient's relative error, about 1e-7 (float 1e-3), only sets how fast the
/// last steps converge.
///
/// At most kKrylovDimension products a step; the next step goes on where that is not enough. A
/// sample whose shortest step is refused restarts from its best iterate with a damped plain step,
/// at most kRestarts times, and then counts as stalled. Evaluations inside a step count against the
/// limit. Not suitable where G is noisy from one evaluation to the next.
class NewtonKrylovStepper : public FixedPointStepper {
public:
    /// `tolerance`: of the whole solve, so that no step is solved better than it needs.
    NewtonKrylovStepper(MapEvaluation& evaluation, double tolerance)
        : m_evaluation(evaluation),
          m_tolerance(tolerance)
    {}
    std::string name() const override { return "newton_krylov"; }
    torch::Tensor next(const torch::Tensor& y, const torch::Tensor& g,
                       const torch::Tensor& active) override;
    void keepRows(const torch::Tensor& rows) override;
    torch::Tensor stalled() const override { return m_stalled; }

private:
    static constexpr std::int64_t kKrylovDimension = 40;
    static constexpr int kRestarts = 3;

    /// Samples whose last iterate is a better start than m_base; the others' steps get shorter.
    torch::Tensor judge(const torch::Tensor& norm);
    torch::Tensor newtonStep(const torch::Tensor& wanted);

    MapEvaluation& m_evaluation;
    double m_tolerance;
    torch::Tensor m_base;   ///< [batch, n]: the iterate that steps start from
    torch::Tensor m_image;  ///< [batch, n]: G(base)
    torch::Tensor m_step;   ///< [batch, n]
    // Per sample, on the CPU, double where not said otherwise:
    torch::Tensor m_norm;        ///< |G(base) - base|
    torch::Tensor m_length;      ///< of the step tried last
    torch::Tensor m_restarts;    ///< so far
    torch::Tensor m_restarting;  ///< bool: the next step is a damped plain one
    torch::Tensor m_stalled;     ///< bool
};

}  // namespace nie
