#include "datasets/brain/noise_ceiling.h"

#include "core/base/error.h"
#include "core/base/random.h"

namespace nie::brain {

Eigen::VectorXd unpredictableVariance(AlnSimulation simulation, Eigen::Index lags,
                                      Eigen::Index every, double rateFloor,
                                      const NoiseCeilingOptions& options, std::uint64_t seed,
                                      const std::stop_token& stop)
{
    const Eigen::Index regions = simulation.state().rateE.size();
    const auto copies = static_cast<double>(options.copies);
    Eigen::VectorXd variance = Eigen::VectorXd::Zero(lags);
    std::uint64_t stream = 0;
    for (Eigen::Index moment = 0; moment < options.moments; ++moment) {
        for (Eigen::Index i = 0; i < options.spacing; ++i)
            simulation.step();
        Eigen::ArrayXXd sum = Eigen::ArrayXXd::Zero(regions, lags);
        Eigen::ArrayXXd squares = Eigen::ArrayXXd::Zero(regions, lags);
        Eigen::ArrayXXd shift(regions, lags);  // the first copy: differences keep their digits
        for (Eigen::Index copy = 0; copy < options.copies; ++copy) {
            if (stop.stop_requested())
                throw Interrupted();
            AlnSimulation future = simulation;
            future.reseed(deriveSeed(seed, seed_stream::kNoise, ++stream));
            for (Eigen::Index lag = 0; lag < lags; ++lag) {
                for (Eigen::Index i = 0; i < every; ++i)
                    future.step();
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
