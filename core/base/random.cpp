#include "core/base/random.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace nie {

std::mutex& defaultGeneratorMutex()
{
    static std::mutex mutex;
    return mutex;
}


namespace {

std::uint64_t splitMix(std::uint64_t z)
{
    z += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

std::uint64_t deriveSeed(std::uint64_t seed, std::uint64_t stream, std::uint64_t index)
{
    return splitMix(splitMix(splitMix(seed) ^ stream) ^ index);
}

double RandomStream::uniform()
{
    return static_cast<double>(m_engine() >> 11) * 0x1.0p-53;
}

double RandomStream::uniform(double low, double high)
{
    return low + (high - low) * uniform();
}

double RandomStream::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    m_spare = radius * std::sin(angle);
    m_hasSpare = true;
    return radius * std::cos(angle);
}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t value = m_engine();
    while (value >= limit)
        value = m_engine();
    return value % bound;
}

std::vector<std::int64_t> RandomStream::permutation(std::int64_t count)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        order[static_cast<std::size_t>(i)] = i;
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[below(i)]);
    return order;
}

}  // namespace nie
