#include "core/numerics/tensor_spline.h"

#include "core/numerics/interpolation.h"
#include "core/data/tensor_conversion.h"

namespace nie {

TensorSpline::TensorSpline(const std::vector<double>& knots, const torch::TensorOptions& options)
    : m_knots(torch::tensor(knots, torch::kDouble).to(options)),
      m_secondDerivatives(toTensor(splineSecondDerivatives(knots)).to(options))
{}

bool TensorSpline::fits(const torch::TensorOptions& options) const
{
    return m_knots.options().type_equal(options) && m_knots.device() == options.device();
}

TensorSpline::Points TensorSpline::locate(const torch::Tensor& points) const
{
    const torch::NoGradGuard noGrad;
    const auto flat = points.reshape({-1}).contiguous();
    const auto inner = m_knots.slice(0, 1, m_knots.size(0) - 1).contiguous();
    Points result;
    result.shape = points.sizes().vec();
    result.below = torch::searchsorted(inner, flat, /*out_int32=*/false, /*right=*/true);
    const auto from = m_knots.index_select(0, result.below);
    const auto width = m_knots.index_select(0, result.below + 1) - from;
    const auto b = (flat - from) / width;
    const auto a = 1.0 - b;
    const auto scale = width * width / 6.0;
    result.coefficients =
        torch::stack({a, b, scale * (a * a * a - a), scale * (b * b * b - b)}).unsqueeze(2);
    return result;
}

torch::Tensor TensorSpline::operator()(const torch::Tensor& values, const Points& points) const
{
    const auto channels = values.size(2);
    const auto curvature = torch::matmul(m_secondDerivatives, values);
    const auto both = torch::cat({values, curvature}, 2);
    const auto below = both.index_select(1, points.below);
    const auto above = both.index_select(1, points.below + 1);
    const auto& c = points.coefficients;
    const auto result = below.slice(2, 0, channels) * c[0] + above.slice(2, 0, channels) * c[1] +
                        below.slice(2, channels) * c[2] + above.slice(2, channels) * c[3];
    std::vector<std::int64_t> shape{values.size(0)};
    shape.insert(shape.end(), points.shape.begin(), points.shape.end());
    shape.push_back(channels);
    return result.reshape(shape);
}

}  // namespace nie
