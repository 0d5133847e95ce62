#pragma once

#include <torch/torch.h>

#include <vector>

namespace nie {

/// Natural cubic spline in time through tensors of values, for so many points that the matrix of
/// core/numerics/interpolation.h would be too large: every point gathers from its two neighbouring
/// knots. Linear in the values, so the graph goes through it. Outside the knots the end pieces go
/// on.
class TensorSpline {
public:
    /// Where points lie among the knots; shared by all values interpolated there.
    struct Points {
        torch::Tensor below;         ///< [point], int64: the knot below
        torch::Tensor coefficients;  ///< [4, point, 1]: of y and of y'' at the knot below and above
        std::vector<std::int64_t> shape;  ///< of the tensor of points
    };

    /// Ascending, distinct knots, at least 2; else InputError.
    TensorSpline(const std::vector<double>& knots, const torch::TensorOptions& options);

    /// Whether it computes in that type and on that device.
    bool fits(const torch::TensorOptions& options) const;
    /// points: any shape, in the type of the spline.
    Points locate(const torch::Tensor& points) const;
    /// values [batch, knot, channel] -> [batch, (shape of the points), channel]
    torch::Tensor operator()(const torch::Tensor& values, const Points& points) const;

private:
    torch::Tensor m_knots;              ///< [knot]
    torch::Tensor m_secondDerivatives;  ///< [knot, knot]: y'' at the knots of values there
};

}  // namespace nie
