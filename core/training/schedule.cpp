#include "core/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

namespace {

/// From 1 at phase 0 to `share` at phase 1.
double cosineFall(double phase, double share)
{
    return share + (1.0 - share) * 0.5 * (1.0 + std::cos(std::numbers::pi * phase));
}

double shapeOf(const TrainingOptions& options, std::int64_t step, double progress)
{
    if (options.schedule == "cosine")
        return cosineFall(std::clamp(progress, 0.0, 1.0), options.finalRateShare);
    if (options.schedule == "step")
        return std::pow(options.stepFactor, static_cast<double>((step - 1) / options.stepEvery));
    if (options.schedule == "periodic_cosine" && step > options.holdSteps)
        return cosineFall(static_cast<double>(step - options.holdSteps) /
                              static_cast<double>(options.halfPeriodSteps),
                          options.finalRateShare);
    return 1.0;
}

}  // namespace

double scheduledRate(const TrainingOptions& options, std::int64_t step, double progress,
                     double plateauShare)
{
    double rate = options.learningRate * shapeOf(options, step, progress);
    if (options.schedule == "plateau")
        rate *= plateauShare;
    if (step <= options.warmUpSteps)
        rate *= static_cast<double>(step) / static_cast<double>(options.warmUpSteps + 1);
    return rate;
}

std::vector<double> plannedRates(const TrainingOptions& options, std::int64_t steps)
{
    std::vector<double> rates;
    rates.reserve(static_cast<std::size_t>(std::max<std::int64_t>(0, steps)));
    for (std::int64_t step = 1; step <= steps; ++step)
        rates.push_back(scheduledRate(options, step,
                                      static_cast<double>(step - 1) / static_cast<double>(steps)));
    return rates;
}

}  // namespace nie
