#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace nie {

/// Sobol's low-discrepancy sequence in Gray-code order (Antonov and Saleev 1979) with the direction
/// numbers of Joe and Kuo 2008. The first 2^k points are a (t, k, dimension)-net; start at the
/// origin, so shift or scramble them before use as quadrature nodes.
class SobolSequence {
public:
    static constexpr int kMaxDimension = 10;

    /// Throws InputError for a dimension outside 1..kMaxDimension.
    explicit SobolSequence(int dimension);

    int dimension() const { return static_cast<int>(m_state.size()); }
    /// The next point in [0, 1)^dimension.
    std::vector<double> next();
    /// The next point as 32-bit binary fractions, for digital scrambling.
    const std::vector<std::uint32_t>& nextBits();

private:
    std::vector<std::array<std::uint32_t, 32>> m_directions;
    std::vector<std::uint32_t> m_state;
    std::uint32_t m_index = 0;
    bool m_started = false;
};

}  // namespace nie
