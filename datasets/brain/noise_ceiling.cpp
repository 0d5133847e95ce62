#include "datasets/brain/noise_ceiling.h"

#include "core/base/random.h"

namespace nie::brain {

namespace {

void advance(AlnSimulation& simulation, Eigen::Index steps, SimulationWatch& watch)
{
    for (Eigen::Index i = 0; i < steps; ++i) {
        watch.beforeStep();
        simulation.step();
    }
}

}  // namespace

Eigen::VectorXd unpredictableVariance(AlnSimulation simulation, Eigen::Index lags,
                                      Eigen::Index every, double rateFloor,
                                      const NoiseCeilingOptions& options, std::uint64_t seed,
                                      SimulationWatch& watch)
{
    const Eigen::Index regions = simulation.state().rateE.size();
    const auto copies = static_cast<double>(options.copies);
    Eigen::VectorXd variance = Eigen::VectorXd::Zero(lags);
    std::uint64_t stream = 0;
    for (Eigen::Index moment = 0; moment < options.moments; ++moment) {
        advance(simulation, options.spacing, watch);
        Eigen::ArrayXXd sum = Eigen::ArrayXXd::Zero(regions, lags);
        Eigen::ArrayXXd squares = Eigen::ArrayXXd::Zero(regions, lags);
        Eigen::ArrayXXd shift(regions, lags);  // the first copy: differences keep their digits
        for (Eigen::Index copy = 0; copy < options.copies; ++copy) {
            AlnSimulation future = simulation;
            future.reseed(deriveSeed(seed, seed_stream::kNoise, ++stream));
            for (Eigen::Index lag = 0; lag < lags; ++lag) {
                advance(future, every, watch);
                const Eigen::ArrayXd logarithm = (future.state().rateE * 1e3).max(rateFloor).log();
                if (copy == 0)
                    shift.col(lag) = logarithm;
                sum.col(lag) += logarithm - shift.col(lag);
                squares.col(lag) += (logarithm - shift.col(lag)).square();
            }
        }
        const Eigen::ArrayXXd spread = (squares - sum.square() / copies) / (copies - 1.0);
        variance += spread.colwise().mean().matrix().transpose();
    }
    return variance / static_cast<double>(options.moments);
}

}  // namespace nie::brain
