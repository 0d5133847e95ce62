#pragma once

#include "datasets/brain/aln_simulation.h"

#include <stop_token>

namespace nie::brain {

struct NoiseCeilingOptions {
    Eigen::Index moments = 20;   ///< at which the future is asked for
    Eigen::Index copies = 12;    ///< futures of each
    Eigen::Index spacing = 200;  ///< steps from one moment to the next
};

/// What no predictor can remove: the whole hidden state is copied and continued with other noise;
/// the variance of ln(rate) over the copies, mean over moments and regions, after `every`,
/// 2 `every`, ... steps, [lags].
Eigen::VectorXd unpredictableVariance(AlnSimulation simulation, Eigen::Index lags,
                                      Eigen::Index every, double rateFloor,
                                      const NoiseCeilingOptions& options, std::uint64_t seed,
                                      const std::stop_token& stop);

}  // namespace nie::brain
