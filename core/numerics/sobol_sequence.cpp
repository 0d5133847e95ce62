#include "core/numerics/sobol_sequence.h"

#include "core/base/error.h"

#include <bit>
#include <string>

namespace nie {

namespace {

/// Primitive polynomial of degree s with inner coefficients a, and the initial odd numbers m_i.
struct Polynomial {
    int s;
    std::uint32_t a;
    std::array<std::uint32_t, 5> m;
};

/// Dimensions 2 to 10; dimension 1 is van der Corput's sequence.
constexpr std::array<Polynomial, SobolSequence::kMaxDimension - 1> kPolynomials{{
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
}};

std::array<std::uint32_t, 32> directionNumbers(int dimension)
{
    std::array<std::uint32_t, 32> v{};
    if (dimension == 0) {
        for (int i = 0; i < 32; ++i)
            v[static_cast<std::size_t>(i)] = 1u << (31 - i);
        return v;
    }
    const Polynomial& p = kPolynomials[static_cast<std::size_t>(dimension - 1)];
    for (int i = 0; i < 32; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (i < p.s) {
            v[at] = p.m[at] << (31 - i);
            continue;
        }
        const auto s = static_cast<std::size_t>(p.s);
        v[at] = v[at - s] ^ (v[at - s] >> p.s);
        for (int k = 1; k < p.s; ++k)
            if ((p.a >> (p.s - 1 - k)) & 1u)
                v[at] ^= v[at - static_cast<std::size_t>(k)];
    }
    return v;
}

}  // namespace

SobolSequence::SobolSequence(int dimension)
{
    if (dimension < 1 || dimension > kMaxDimension)
        throw InputError("Sobol sequence", "wrong dimension", std::to_string(dimension),
                         "1 to " + std::to_string(kMaxDimension));
    for (int k = 0; k < dimension; ++k)
        m_directions.push_back(directionNumbers(k));
    m_state.assign(static_cast<std::size_t>(dimension), 0);
}

const std::vector<std::uint32_t>& SobolSequence::nextBits()
{
    if (!m_started) {
        m_started = true;
        return m_state;
    }
    const auto bit = static_cast<std::size_t>(std::countr_one(m_index++));
    for (std::size_t k = 0; k < m_state.size(); ++k)
        m_state[k] ^= m_directions[k][bit];
    return m_state;
}

std::vector<double> SobolSequence::next()
{
    std::vector<double> point;
    for (const std::uint32_t bits : nextBits())
        point.push_back(bits * 0x1p-32);
    return point;
}

}  // namespace nie
