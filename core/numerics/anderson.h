#pragma once

#include "core/numerics/fixed_point.h"

#include <deque>

namespace nie {

/// Anderson acceleration, sample by sample (Anderson 1965; Walker and Ni 2011, type II):
///
///     gamma = argmin |r_k - dR gamma|,   y_{k+1} = y_k + beta r_k - (dY + beta dR) gamma
///
/// with the differences dY, dR of the last `memory` iterates and residuals r = G(y) - y. The small
/// normal equations are solved in double with a ridge relative to their trace. A sample whose
/// residual grows beyond a thousand times its least one forgets its history and takes a plain step.
/// Every operation has a derivative, so that the iteration can be unrolled.
/// Not suitable where G is noisy from one evaluation to the next.
class AndersonStepper : public FixedPointStepper {
public:
    AndersonStepper(std::int64_t memory, double damping) : m_memory(memory), m_damping(damping) {}
    std::string name() const override { return "anderson"; }
    torch::Tensor next(const torch::Tensor& y, const torch::Tensor& g,
                       const torch::Tensor& active) override;
    void keepRows(const torch::Tensor& rows) override;

private:
    void forgetLost(const torch::Tensor& r);

    std::int64_t m_memory;
    double m_damping;
    torch::Tensor m_y;               ///< previous iterate, [batch, n]
    torch::Tensor m_r;               ///< previous residual, [batch, n]
    std::deque<torch::Tensor> m_dY;  ///< newest last, each [batch, n]
    std::deque<torch::Tensor> m_dR;
    torch::Tensor m_leastNorm;  ///< [batch]
};

}  // namespace nie
