#include "core/models/fno/spectral_convolution.h"

#include <cmath>

namespace nie {

SpectralConvolutionImpl::SpectralConvolutionImpl(std::int64_t inputs, std::int64_t outputs,
                                                 std::vector<std::int64_t> modes)
    : m_modes(std::move(modes))
{
    std::int64_t count = 1;
    for (std::size_t axis = 0; axis < m_modes.size(); ++axis)
        count *= m_modes[axis] * (axis + 1 == m_modes.size() ? 1 : 2);
    // Half of the size that would keep the variance of the modes: the path beside it carries the
    // rest.
    const double size = 0.5 / std::sqrt(2.0 * static_cast<double>(inputs));
    m_weights = register_parameter("weights", size * torch::randn({count, inputs, outputs, 2}));
}

torch::Tensor SpectralConvolutionImpl::forward(const torch::Tensor& x, const LowModes& basis)
{
    const auto places = basis.placesAmong(m_modes);
    const auto weights = places.defined() ? m_weights.index_select(0, places) : m_weights;
    const auto real = weights.select(-1, 0);
    const auto imaginary = weights.select(-1, 1);
    // (a + i b)(r + i s) as one real product: [mode, 2 inputs, 2 outputs].
    const auto matrix =
        torch::cat({torch::cat({real, imaginary}, 2), torch::cat({-imaginary, real}, 2)}, 1);
    const auto spectrum =
        basis.analyse(x).permute({3, 0, 2, 1}).flatten(2);  // [mode, batch, 2 inputs]
    const auto product = torch::bmm(spectrum, matrix).unflatten(2, {2, weights.size(2)});
    return basis.synthesise(product.permute({1, 3, 2, 0}));
}

torch::Tensor pointwise(const torch::nn::Linear& layer, const torch::Tensor& x)
{
    auto shape = x.sizes().vec();
    const auto rows = x.flatten(2);
    const auto weight = layer->weight.unsqueeze(0).expand({rows.size(0), -1, -1});
    shape[1] = layer->weight.size(0);
    const auto bias = layer->bias.view({1, -1, 1}).expand({rows.size(0), -1, rows.size(2)});
    return torch::baddbmm(bias, weight, rows).view(shape);
}

}  // namespace nie
