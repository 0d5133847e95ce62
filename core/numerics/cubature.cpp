#include "core/numerics/cubature.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/sobol_sequence.h"

#include <string>

namespace nie {

namespace {

CubatureRule equalWeights(const char* rule, int count, const std::vector<Interval>& box)
{
    if (count < 1)
        throw InputError(rule, "too few points", std::to_string(count), "at least 1");
    if (box.empty())
        throw InputError(rule, "a box of no dimension");
    CubatureRule result;
    result.dimension = static_cast<int>(box.size());
    double volume = 1.0;
    for (const Interval& edge : box)
        volume *= edge.upper - edge.lower;
    result.points.reserve(static_cast<std::size_t>(count) * box.size());
    result.weights.assign(static_cast<std::size_t>(count), volume / count);
    return result;
}

double onEdge(const Interval& edge, double u)
{
    return edge.lower + (edge.upper - edge.lower) * u;
}

}  // namespace

double CubatureRule::integrate(
    const std::function<double(std::span<const double>)>& integrand) const
{
    double sum = 0.0;
    for (std::size_t j = 0; j < size(); ++j)
        sum += weights[j] * integrand(point(j));
    return sum;
}

CubatureRule tensorProduct(const std::vector<QuadratureRule>& rules)
{
    CubatureRule result;
    result.dimension = static_cast<int>(rules.size());
    std::size_t size = rules.empty() ? 0 : 1;
    for (const QuadratureRule& rule : rules)
        size *= rule.size();
    for (std::size_t j = 0; j < size; ++j) {
        std::size_t rest = j;
        std::size_t stride = size;
        double weight = 1.0;
        for (const QuadratureRule& rule : rules) {
            stride /= rule.size();
            const std::size_t index = rest / stride;
            rest %= stride;
            result.points.push_back(rule.nodes[index]);
            weight *= rule.weights[index];
        }
        result.weights.push_back(weight);
    }
    return result;
}

CubatureRule monteCarloCubature(int count, const std::vector<Interval>& box, std::uint64_t seed)
{
    CubatureRule rule = equalWeights("Monte Carlo cubature", count, box);
    RandomStream random(seed);
    for (int j = 0; j < count; ++j)
        for (const Interval& edge : box)
            rule.points.push_back(onEdge(edge, random.uniform()));
    return rule;
}

CubatureRule sobolCubature(int count, const std::vector<Interval>& box, std::uint64_t seed)
{
    CubatureRule rule = equalWeights("Sobol cubature", count, box);
    SobolSequence sequence(rule.dimension);
    RandomStream random(seed);
    std::vector<std::uint32_t> shift;
    for (std::size_t k = 0; k < box.size(); ++k)
        shift.push_back(static_cast<std::uint32_t>(random.below(1ULL << 32)));
    for (int j = 0; j < count; ++j) {
        const auto& bits = sequence.nextBits();
        for (std::size_t k = 0; k < box.size(); ++k)
            rule.points.push_back(onEdge(box[k], ((bits[k] ^ shift[k]) + 0.5) * 0x1p-32));
    }
    return rule;
}

}  // namespace nie
