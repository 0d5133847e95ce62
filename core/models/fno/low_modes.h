#pragma once

#include <torch/torch.h>

#include <vector>

namespace nie {

/// One axis of a grid as a Fourier series sees it.
struct SpectralAxis {
    std::int64_t points = 0;
    std::int64_t period = 0;  ///< in points: equal to them on a periodic axis; more: the field
                              ///< counts as 0 beyond its points, so that its ends do not touch
    std::int64_t modes =
        0;  ///< wave numbers 0 ... modes - 1; of all axes but the last -modes ... too
};

/// The low Fourier modes of real fields on one to three axes, there and back. The transforms are
/// products with matrices of cosines and sines in real arithmetic: of the few modes that a spectral
/// convolution keeps they cost less than the whole FFT, and their gradients are products again.
///
/// Coefficients are sums over the grid, c_k = sum_j u_j e^{-2 pi i k j / period}, and the way back
/// divides by the periods, as an FFT does. Real and imaginary parts lie side by side.
class LowModes {
public:
    /// Fewer modes are kept where a period holds fewer: period / 2 at the most. `options`: type and
    /// device. Throws InputError for an axis with a period below 2.
    LowModes(std::vector<SpectralAxis> axes, const torch::TensorOptions& options);

    std::int64_t count() const;
    /// [batch, channel, axes...] -> [batch, channel, 2, mode]; modes of the last axis run fastest.
    torch::Tensor analyse(const torch::Tensor& field) const;
    /// The other way: the part of the modes' sum that lies on the points.
    torch::Tensor synthesise(const torch::Tensor& coefficients) const;
    /// Where the modes lie among those of `modes` per axis, [mode], int64; undefined: all of them,
    /// in order.
    torch::Tensor placesAmong(const std::vector<std::int64_t>& modes) const;

private:
    struct Transform {
        torch::Tensor forward;   ///< [points or 2 points, 2 modes]
        torch::Tensor backward;  ///< [2 modes, points or 2 points]
    };
    std::int64_t modesAlong(std::size_t axis) const;

    std::vector<SpectralAxis> m_axes;  ///< with the modes that are kept
    std::vector<Transform> m_transforms;
    torch::TensorOptions m_options;
};

}  // namespace nie
