#include "core/numerics/random_quadrature.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/sobol_sequence.h"

#include <algorithm>
#include <string>

namespace nie {

namespace {

QuadratureRule equalWeights(const char* rule, int count, double lower, double upper)
{
    if (count < 1)
        throw InputError(rule, "too few nodes", std::to_string(count), "at least 1");
    QuadratureRule result{lower, upper, {}, {}};
    result.nodes.reserve(static_cast<std::size_t>(count));
    result.weights.assign(static_cast<std::size_t>(count), (upper - lower) / count);
    return result;
}

}  // namespace

QuadratureRule monteCarlo(int count, double lower, double upper, std::uint64_t seed)
{
    QuadratureRule rule = equalWeights("Monte Carlo rule", count, lower, upper);
    RandomStream random(seed);
    for (int j = 0; j < count; ++j)
        rule.nodes.push_back(lower + (upper - lower) * random.uniform());
    return rule;
}

QuadratureRule stratified(int count, double lower, double upper, std::uint64_t seed)
{
    QuadratureRule rule = equalWeights("stratified rule", count, lower, upper);
    RandomStream random(seed);
    for (int j = 0; j < count; ++j)
        rule.nodes.push_back(lower + (upper - lower) * (j + random.uniform()) / count);
    return rule;
}

QuadratureRule shiftedLattice(int count, double lower, double upper, std::uint64_t seed)
{
    QuadratureRule rule = equalWeights("shifted lattice", count, lower, upper);
    const double shift = RandomStream(seed).uniform();
    for (int j = 0; j < count; ++j)
        rule.nodes.push_back(lower + (upper - lower) * (j + shift) / count);
    return rule;
}

QuadratureRule sobolRule(int count, double lower, double upper, std::uint64_t seed)
{
    QuadratureRule rule = equalWeights("Sobol rule", count, lower, upper);
    SobolSequence sequence(1);
    // A digital shift keeps the net; adding half of the last binary place keeps nodes off 0.
    const auto shift = static_cast<std::uint32_t>(RandomStream(seed).below(1ULL << 32));
    for (int j = 0; j < count; ++j) {
        const double u = ((sequence.nextBits()[0] ^ shift) + 0.5) * 0x1p-32;
        rule.nodes.push_back(lower + (upper - lower) * u);
    }
    std::sort(rule.nodes.begin(), rule.nodes.end());
    return rule;
}

}  // namespace nie
