#pragma once

#include "datasets/brain/aln_simulation.h"
#include "datasets/brain/simulation_watch.h"

namespace nie::brain {

struct NoiseCeilingOptions {
    Eigen::Index moments = 20;   ///< at which the future is asked for
    Eigen::Index copies = 12;    ///< futures of each
    Eigen::Index spacing = 200;  ///< steps from one moment to the next

    /// That unpredictableVariance takes.
    Eigen::Index steps(Eigen::Index lags, Eigen::Index every) const
    {
        return moments * (spacing + copies * lags * every);
    }
};

/// What no predictor can remove: the whole hidden state is copied and continued with other noise;
/// the variance of ln(rate) over the copies, mean over moments and regions, after `every`,
/// 2 `every`, ... steps, [lags]. Tells `watch` of each step; throws Interrupted when it is stopped.
Eigen::VectorXd unpredictableVariance(AlnSimulation simulation, Eigen::Index lags,
                                      Eigen::Index every, double rateFloor,
                                      const NoiseCeilingOptions& options, std::uint64_t seed,
                                      SimulationWatch& watch);

}  // namespace nie::brain
