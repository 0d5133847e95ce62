#include "core/models/nie_conv/space_modes.h"

#include <algorithm>

namespace nie {

namespace {

/// 0, 1, ..., limit, -limit, ..., -1: the order of a full spectrum without its middle.
std::vector<std::int64_t> signedOrder(std::int64_t limit)
{
    std::vector<std::int64_t> order;
    for (std::int64_t k = 0; k <= limit; ++k)
        order.push_back(k);
    for (std::int64_t k = -limit; k < 0; ++k)
        order.push_back(k);
    return order;
}

}  // namespace

SpaceModes::SpaceModes(std::int64_t modes, const std::vector<std::int64_t>& sizes)
{
    for (const std::int64_t size : sizes)
        m_limits.push_back(std::min(modes, (size - 1) / 2));
    std::vector<double> rows;
    const auto last = m_limits.back();
    if (m_limits.size() == 1) {
        for (std::int64_t k = 0; k <= last; ++k)
            rows.push_back(static_cast<double>(k));
    } else {
        for (const std::int64_t first : signedOrder(m_limits.front()))
            for (std::int64_t k = 0; k <= last; ++k)
                rows.insert(rows.end(), {static_cast<double>(first), static_cast<double>(k)});
    }
    m_wavenumbers =
        torch::tensor(rows, torch::kDouble).reshape({-1, static_cast<std::int64_t>(m_limits.size())});
}

torch::Tensor SpaceModes::rowsOf(std::int64_t size) const
{
    std::vector<std::int64_t> rows = signedOrder(m_limits.front());
    for (std::int64_t& row : rows)
        row = row < 0 ? row + size : row;
    return torch::tensor(rows, torch::kLong);
}

torch::Tensor SpaceModes::analyse(const torch::Tensor& field) const
{
    const auto columns = m_limits.back() + 1;
    if (m_limits.size() == 1)
        return torch::fft::rfft(field, c10::nullopt, 2, "forward").slice(2, 0, columns);
    auto spectrum = torch::fft::rfft(field, c10::nullopt, 3, "forward").slice(3, 0, columns);
    spectrum = torch::fft::fft(spectrum, c10::nullopt, 2, "forward");
    return spectrum.index_select(2, rowsOf(field.size(2)).to(field.device())).flatten(2, 3);
}

torch::Tensor SpaceModes::synthesise(const torch::Tensor& coefficients,
                                     const std::vector<std::int64_t>& sizes) const
{
    // irfft pads the wave numbers that are missing above with zeros.
    if (m_limits.size() == 1)
        return torch::fft::irfft(coefficients, sizes[0], 2, "forward");
    const auto block =
        coefficients.unflatten(2, {2 * m_limits.front() + 1, m_limits.back() + 1});
    auto shape = block.sizes().vec();
    shape[2] = sizes[0];
    const auto spectrum = torch::zeros(shape, block.options())
                              .index_copy(2, rowsOf(sizes[0]).to(block.device()), block);
    return torch::fft::irfft(torch::fft::ifft(spectrum, c10::nullopt, 2, "forward"), sizes[1], 3,
                             "forward");
}

}  // namespace nie
