#include "datasets/spirals/spirals_equation.h"

#include <cmath>
#include <numbers>

namespace nie::spirals {

Eigen::Matrix2d kernel(double t, double s)
{
    const double angle = 2 * std::numbers::pi * (t + s);
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    return Eigen::Matrix2d{{cosine, -sine}, {-sine, -cosine}};
}

Eigen::Vector2d curve(double t)
{
    return {std::cos(t), -std::cos(t)};
}

Eigen::Vector2d nonlinearity(const Eigen::Vector2d& y)
{
    return (2 * std::numbers::pi * y).array().tanh();
}

}  // namespace nie::spirals
