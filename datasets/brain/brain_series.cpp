#include "datasets/brain/brain_series.h"

#include "datasets/brain/balloon_windkessel.h"
#include "datasets/brain/matrix_file.h"

#include <cmath>

namespace nie::brain {

namespace {

constexpr double kHertzPerKilohertz = 1e3;
constexpr Eigen::Index kBoldSteps = 10;  // of the network, in one of the haemodynamics

class Stepper {
public:
    Stepper(AlnSimulation& simulation, SimulationWatch& watch)
        : m_simulation(simulation),
          m_watch(watch)
    {}

    void advance(Eigen::Index steps)
    {
        for (Eigen::Index i = 0; i < steps; ++i) {
            m_watch.beforeStep();
            m_simulation.step();
        }
    }

private:
    AlnSimulation& m_simulation;
    SimulationWatch& m_watch;
};

}  // namespace

Connectome connectomeOf(const BrainOptions& options, Warnings& warnings)
{
    const ConnectomeOptions& o = options.connectome;
    if (o.weights.empty() != o.lengths.empty())
        throw InputError("brain", "dataset.connectome: weights and lengths belong together",
                         o.weights.empty() ? "lengths alone" : "weights alone", "both, or neither");
    if (o.weights.empty())
        return syntheticConnectome(static_cast<std::uint64_t>(o.seed), o.strength);
    Eigen::MatrixXd lengths = readMatrixFile(o.lengths);
    if (o.lengthUnit == "ms") {
        if (!(options.network.signalSpeed > 0.0))
            throw InputError("brain", "dataset.network.signal_speed: 0 leaves no delays",
                             "length_unit \"ms\"", "a number > 0");
        lengths *= options.network.signalSpeed;
    }
    return measuredConnectome(readMatrixFile(o.weights), std::move(lengths), o.transpose, o.weights,
                              warnings);
}

AlnSimulation simulationOf(const BrainOptions& options, const Connectome& connectome,
                           std::shared_ptr<TransferTable> table, std::uint64_t seed)
{
    return AlnSimulation(options.network, connectome, std::move(table),
                         AlnState::random(connectome.regions(), options.network,
                                          deriveSeed(seed, seed_stream::kData)),
                         deriveSeed(seed, seed_stream::kNoise));
}

Eigen::MatrixXd recordRates(AlnSimulation& simulation, Eigen::Index rows, Eigen::Index every,
                            Eigen::Index discard, SimulationWatch& watch)
{
    Stepper stepper(simulation, watch);
    stepper.advance(discard);
    Eigen::MatrixXd rates(rows, simulation.state().rateE.size());
    for (Eigen::Index row = 0; row < rows; ++row) {
        // The first step is kept, as x[::every] does.
        stepper.advance(row == 0 ? 1 : every);
        rates.row(row) = kHertzPerKilohertz * simulation.state().rateE.matrix().transpose();
    }
    return rates;
}

Eigen::MatrixXd recordBold(AlnSimulation& simulation, Eigen::Index rows, double repetitionTime,
                           Eigen::Index discard, SimulationWatch& watch)
{
    const Eigen::Index regions = simulation.state().rateE.size();
    const double seconds = AlnSimulation::kStep * kBoldSteps * 1e-3;
    const auto stepsPerRow = static_cast<Eigen::Index>(std::lround(repetitionTime / seconds));
    BalloonWindkessel haemodynamics(regions);
    Stepper stepper(simulation, watch);
    const auto advance = [&](Eigen::Index steps) {
        for (Eigen::Index i = 0; i < steps; ++i) {
            Eigen::ArrayXd mean = Eigen::ArrayXd::Zero(regions);
            for (Eigen::Index k = 0; k < kBoldSteps; ++k) {
                stepper.advance(1);
                mean += simulation.state().rateE;
            }
            haemodynamics.step(mean * (kHertzPerKilohertz / kBoldSteps), seconds);
        }
    };
    advance(discard / kBoldSteps);
    Eigen::MatrixXd result(rows, regions);
    for (Eigen::Index row = 0; row < rows; ++row) {
        advance(stepsPerRow);
        result.row(row) = 100.0 * haemodynamics.bold().matrix().transpose();
    }
    return result;
}

}  // namespace nie::brain
