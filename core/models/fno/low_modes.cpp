#include "core/models/fno/low_modes.h"

#include "core/base/error.h"

#include <algorithm>
#include <numbers>

namespace nie {

namespace {

/// 0 ... modes - 1, then (signed) -modes ... -1.
torch::Tensor spectralWaveNumbers(std::int64_t modes, bool bothSigns)
{
    const auto low = torch::arange(modes, torch::kDouble);
    return bothSigns ? torch::cat({low, low - modes}) : low;
}

/// k j 2 pi / period, [points, modes]; the product is reduced before it is scaled, so that the
/// angles are exact to rounding on long axes.
torch::Tensor spectralAngles(const SpectralAxis& axis, bool bothSigns)
{
    const auto products = torch::outer(torch::arange(axis.points, torch::kDouble),
                                       spectralWaveNumbers(axis.modes, bothSigns));
    const auto period = static_cast<double>(axis.period);
    return products.remainder(period) * (2 * std::numbers::pi / period);
}

torch::Tensor blocks(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& c,
                     const torch::Tensor& d)
{
    return torch::cat({torch::cat({a, b}, 1), torch::cat({c, d}, 1)}, 0);
}

}  // namespace

LowModes::LowModes(std::vector<SpectralAxis> axes, const torch::TensorOptions& options)
    : m_axes(std::move(axes)),
      m_options(options)
{
    const torch::NoGradGuard noGradient;
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        SpectralAxis& axis = m_axes[i];
        if (axis.period < 2 || axis.points > axis.period)
            throw InputError("spectral convolution", "an axis is too short for Fourier modes",
                             std::to_string(axis.points) + " points", "2 or more");
        axis.modes = std::clamp<std::int64_t>(axis.modes, 1, axis.period / 2);
        const bool last = i + 1 == m_axes.size();
        const auto angles = spectralAngles(axis, !last);
        const auto cosine = torch::cos(angles);
        const auto sine = torch::sin(angles);
        const double share = 1.0 / static_cast<double>(axis.period);
        Transform transform;
        if (last) {
            // A real field: the modes of negative wave number are the conjugates of these.
            auto weight = torch::full({axis.modes}, 2 * share, torch::kDouble);
            weight[0] = share;
            transform.forward = torch::cat({cosine, -sine}, 1);
            transform.backward = torch::cat({cosine * weight, -sine * weight}, 1).t();
        } else {
            transform.forward = blocks(cosine, -sine, sine, cosine);
            transform.backward = (share * blocks(cosine, -sine, sine, cosine)).t();
        }
        m_transforms.push_back({transform.forward.to(options).contiguous(),
                                transform.backward.to(options).contiguous()});
    }
}

std::int64_t LowModes::modesAlong(std::size_t axis) const
{
    return m_axes[axis].modes * (axis + 1 == m_axes.size() ? 1 : 2);
}

std::int64_t LowModes::count() const
{
    std::int64_t count = 1;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        count *= modesAlong(axis);
    return count;
}

torch::Tensor LowModes::analyse(const torch::Tensor& field) const
{
    // z: [batch, channel, axes not yet transformed..., 2, modes so far]
    auto z = torch::matmul(field, m_transforms.back().forward)
                 .unflatten(-1, {2, modesAlong(m_axes.size() - 1)});
    for (std::size_t axis = m_axes.size() - 1; axis-- > 0;) {
        const auto rows =
            z.movedim(-1, -3).transpose(-1, -2).flatten(-2);  // [..., modes, 2 points]
        const auto product =
            torch::matmul(rows, m_transforms[axis].forward).unflatten(-1, {2, modesAlong(axis)});
        z = product.movedim(-3, -1).flatten(-2);
    }
    return z;
}

torch::Tensor LowModes::synthesise(const torch::Tensor& coefficients) const
{
    auto z = coefficients;  // [batch, channel, axes so far..., 2, modes left]
    for (std::size_t axis = 0; axis + 1 < m_axes.size(); ++axis) {
        const std::int64_t left = z.size(-1) / modesAlong(axis);
        const auto rows = z.unflatten(-1, {modesAlong(axis), left}).movedim(-1, -3).flatten(-2);
        const auto product = torch::matmul(rows, m_transforms[axis].backward)
                                 .unflatten(-1, {2, m_axes[axis].points});
        z = product.transpose(-1, -3);  // [..., points, 2, modes left]
    }
    return torch::matmul(z.flatten(-2), m_transforms.back().backward);
}

torch::Tensor LowModes::placesAmong(const std::vector<std::int64_t>& modes) const
{
    auto places = torch::zeros({1}, torch::kLong);
    bool all = true;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        const bool last = axis + 1 == m_axes.size();
        const auto kept = spectralWaveNumbers(m_axes[axis].modes, !last).to(torch::kLong);
        const std::int64_t stored = modes[axis] * (last ? 1 : 2);
        all = all && m_axes[axis].modes == modes[axis];
        places = (places.unsqueeze(1) * stored + kept.remainder(stored).unsqueeze(0)).flatten();
    }
    return all ? torch::Tensor() : places.to(m_options.device());
}

}  // namespace nie
