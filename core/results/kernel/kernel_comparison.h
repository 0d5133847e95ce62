#pragma once

#include "core/results/kernel/kernel_map.h"

namespace nie {

/// Pearson's correlation of two lists over the places where `outside` is 0 (empty: everywhere); NaN
/// where one of them does not vary.
double gridCorrelation(const std::vector<double>& a, const std::vector<double>& b,
                       const std::vector<std::uint8_t>& outside);

/// Fills in the correlations of the strengths and of the entries, which are there.
void compareKernels(KernelComparison& comparison, const std::vector<double>& learnedStrength,
                    const std::vector<std::uint8_t>& outside);

}  // namespace nie
