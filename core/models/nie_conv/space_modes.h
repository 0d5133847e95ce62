#pragma once

#include <torch/torch.h>

#include <vector>

namespace nie {

/// The low Fourier modes of fields on one or two periodic axes of period 1: wave numbers up to
/// `modes` along each axis (both signs along the first of two). Coefficients are those of the
/// function, u_k = int u(x) e^{-2 pi i k x} dx, so they do not depend on the grid that samples it.
class SpaceModes {
public:
    /// `sizes`: points of each axis, one or two of them. Fewer modes are kept where an axis has
    /// not 2 modes + 1 points.
    SpaceModes(std::int64_t modes, const std::vector<std::int64_t>& sizes);

    std::int64_t count() const { return m_wavenumbers.size(0); }
    /// Integer wave numbers, [mode, axis], double.
    const torch::Tensor& wavenumbers() const { return m_wavenumbers; }

    /// [batch, time, space..., channel], real -> [batch, time, mode, channel], complex.
    torch::Tensor analyse(const torch::Tensor& field) const;
    /// The other way, on a grid of `sizes` points; the real part of the sum of the modes.
    torch::Tensor synthesise(const torch::Tensor& coefficients, const std::vector<std::int64_t>& sizes) const;

private:
    /// Where the kept wave numbers of axis 0 of two lie in a spectrum of `size` points.
    torch::Tensor rowsOf(std::int64_t size) const;

    std::vector<std::int64_t> m_limits;  ///< largest wave number of each axis
    torch::Tensor m_wavenumbers;
};

}  // namespace nie
