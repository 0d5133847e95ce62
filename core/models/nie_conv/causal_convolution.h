#pragma once

#include <torch/torch.h>

namespace nie {

/// Causal convolution in time of mode coefficients with a matrix kernel,
///
///     I(t) = int_0^t K(t - s) v(s) ds   for every mode,
///
/// by the trapezoidal rule on the times of v: order 2, and I(0) = 0 exactly.

/// On equidistant times, by FFT with zero padding: 2 n log n instead of n^2 terms.
/// v: [batch, time, mode, in], complex; kernel at the lags 0, h, ..., (n-1) h: [lag, mode, out, in],
/// complex; step: h. Returns [batch, time, mode, out].
torch::Tensor convolveUniform(const torch::Tensor& v, const torch::Tensor& kernel, double step);

/// Weights that integrate over [knots[0], t_i] the product of K(t_i - s) with v, known at the knots:
/// int = sum_j weights[i, j] K(t_i - s_j) v(s_j) + diagonal[i, j] K(0) v(s_j). The second part is the
/// piece between the last knot below t_i and t_i itself, where v is interpolated linearly.
struct LagWeights {
    torch::Tensor weights;   ///< [times, knots], double
    torch::Tensor diagonal;  ///< [times, knots], double
};
/// knots: ascending; times inside [knots.front, knots.back], both [n], double, on the CPU.
LagWeights lagWeights(const torch::Tensor& knots, const torch::Tensor& times);

}  // namespace nie
