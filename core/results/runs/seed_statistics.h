#pragma once

#include <vector>

namespace nie {

/// A metric of one run over its steps, in rising order; values that are no numbers are left out
/// when it is used.
struct MetricCurve {
    std::vector<double> steps;
    std::vector<double> values;
};

/// Mean and spread of one metric over several runs, over a common step axis.
struct SeedStatistics {
    std::vector<double> steps;
    std::vector<double> mean;
    std::vector<double> deviation;  ///< standard deviation over runs (n - 1); 0 for one run
    std::size_t runs = 0;           ///< that have the metric
};

/// The axis is every step at which one of the runs was measured, from where all have begun to where
/// the first one ends; between its own measurements a run is interpolated linearly. Runs measured
/// at the same steps are so averaged exactly. Empty where the runs share no step.
SeedStatistics seedStatistics(const std::vector<MetricCurve>& curves);

}  // namespace nie
