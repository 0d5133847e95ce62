#include "core/models/nie_conv/causal_convolution.h"

#include <algorithm>

namespace nie {

torch::Tensor convolveUniform(const torch::Tensor& v, const torch::Tensor& kernel, double step)
{
    const auto times = v.size(1);
    // The trapezoid's ends: half of v at s = 0, half of K at s = t.
    auto ends = torch::ones({times, 1, 1}, torch::real(v).options().requires_grad(false));
    ends[0] = 0.5;
    const auto halved = v * ends;
    const auto lags = kernel * ends.unsqueeze(3);
    const auto padded = torch::fft::fft(halved, 2 * times, 1).permute({1, 2, 0, 3});  // [w, mode, b, in]
    const auto spectrum = torch::fft::fft(lags, 2 * times, 0);                         // [w, mode, out, in]
    const auto product = torch::matmul(padded, spectrum.transpose(2, 3));
    const auto integral = torch::fft::ifft(product, c10::nullopt, 0).slice(0, 0, times) * step;
    // At t = 0 the interval is empty; the two halves above would leave a quarter of a cell.
    auto inside = torch::ones({times, 1, 1, 1}, ends.options());
    inside[0] = 0.0;
    return (integral * inside).permute({2, 0, 1, 3});
}

LagWeights lagWeights(const torch::Tensor& knots, const torch::Tensor& times)
{
    const auto s = knots.accessor<double, 1>();
    const auto t = times.accessor<double, 1>();
    const auto count = knots.size(0);
    LagWeights result{torch::zeros({times.size(0), count}, torch::kDouble),
                      torch::zeros({times.size(0), count}, torch::kDouble)};
    auto weights = result.weights.accessor<double, 2>();
    auto diagonal = result.diagonal.accessor<double, 2>();
    for (std::int64_t i = 0; i < times.size(0); ++i) {
        std::int64_t last = 0;  // the last knot at or below t_i
        for (; last + 1 < count && s[last + 1] <= t[i]; ++last) {
            const double half = (s[last + 1] - s[last]) / 2;
            weights[i][last] += half;
            weights[i][last + 1] += half;
        }
        const double rest = t[i] - s[last];
        if (rest <= 0.0 || last + 1 >= count)
            continue;
        const double share = rest / (s[last + 1] - s[last]);
        weights[i][last] += rest / 2;
        diagonal[i][last] += rest / 2 * (1.0 - share);
        diagonal[i][last + 1] += rest / 2 * share;
    }
    return result;
}

}  // namespace nie
