#include "core/results/kernel/kernel_comparison.h"

#include <cmath>

namespace nie {

namespace {

/// Lists without the places outside.
std::vector<double> withinLimits(const std::vector<double>& values,
                                 const std::vector<std::uint8_t>& outside)
{
    std::vector<double> inside;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (outside.empty() || !outside[i])
            inside.push_back(values[i]);
    return inside;
}

double innerProduct(const std::vector<double>& a, const std::vector<double>& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

double meanOf(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double correlationOf(std::vector<double> a, std::vector<double> b)
{
    const double meanA = meanOf(a), meanB = meanOf(b);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] -= meanA;
        b[i] -= meanB;
    }
    return innerProduct(a, b) / std::sqrt(innerProduct(a, a) * innerProduct(b, b));
}

}  // namespace

double gridCorrelation(const std::vector<double>& a, const std::vector<double>& b,
                       const std::vector<std::uint8_t>& outside)
{
    return correlationOf(withinLimits(a, outside), withinLimits(b, outside));
}

void compareKernels(KernelComparison& comparison, const std::vector<double>& learnedStrength,
                    const std::vector<std::uint8_t>& outside)
{
    comparison.strengthCorrelation =
        gridCorrelation(learnedStrength, comparison.knownStrength, outside);
    std::vector<double> learned, known;
    const std::vector<std::uint8_t>& left =
        comparison.undetermined.empty() ? outside : comparison.undetermined;
    for (KernelEntry& entry : comparison.entries) {
        const auto own = withinLimits(entry.learned, left);
        const auto theirs = withinLimits(entry.known, left);
        entry.correlation = correlationOf(own, theirs);
        learned.insert(learned.end(), own.begin(), own.end());
        known.insert(known.end(), theirs.begin(), theirs.end());
    }
    comparison.entryCorrelation = correlationOf(learned, known);
}

}  // namespace nie
