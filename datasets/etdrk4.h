#pragma once

#include <torch/torch.h>

#include <functional>

namespace nie {

/// Exponential time differencing of order 4 for w' = L w + N(w, t) with a diagonal L, in the
/// coefficients of a Fourier series (Cox and Matthews 2002, J. Comput. Phys. 176, equations 26 to
/// 29; coefficients as means over a circle, Kassam and Trefethen 2005, SIAM J. Sci. Comput. 26,
/// section 3: the closed formulas lose all digits where L h is small).
class Etdrk4 {
public:
    /// Complex double in and out, of the shape of w.
    using Nonlinear = std::function<torch::Tensor(const torch::Tensor& w, double t)>;

    /// linear: the diagonal of L, real double, [mode..]; step: the length of a step in time.
    Etdrk4(const torch::Tensor& linear, double step);

    double step() const { return m_step; }

    /// w at t + step; w is complex double, [.., mode..].
    torch::Tensor advance(const torch::Tensor& w, double t, const Nonlinear& nonlinear) const;

private:
    double m_step;
    // Real factors of real and imaginary parts alike, [mode.., 2]: a product of a real and a
    // complex tensor would first convert the real one.
    torch::Tensor m_full;    // exp(h L)
    torch::Tensor m_half;    // exp(h L / 2)
    torch::Tensor m_stage;   // h < (exp(z/2) - 1) / z >
    torch::Tensor m_first;   // h < (-4 - z + exp(z) (4 - 3z + z^2)) / z^3 >
    torch::Tensor m_middle;  // 2 h < (2 + z + exp(z) (z - 2)) / z^3 >
    torch::Tensor m_last;    // h < (-4 - 3z - z^2 + exp(z) (4 - z)) / z^3 >
};

}  // namespace nie
