#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

double scheduledRate(const TrainingOptions& options, std::int64_t step, double progress)
{
    double rate = options.learningRate;
    if (options.schedule == "cosine") {
        const double share = options.finalRateShare;
        const double fall = 0.5 * (1.0 + std::cos(std::numbers::pi * std::clamp(progress, 0.0, 1.0)));
        rate *= share + (1.0 - share) * fall;
    }
    if (options.schedule == "periodic_cosine" && step > options.holdSteps) {
        const double phase = static_cast<double>(step - options.holdSteps)
                             / static_cast<double>(options.halfPeriodSteps);
        const double fall = 0.5 * (1.0 + std::cos(std::numbers::pi * phase));
        rate *= options.finalRateShare + (1.0 - options.finalRateShare) * fall;
    }
    if (step <= options.warmUpSteps)
        rate *= static_cast<double>(step) / static_cast<double>(options.warmUpSteps + 1);
    return rate;
}

}  // namespace nie
