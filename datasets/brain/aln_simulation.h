#pragma once

#include "core/base/random.h"
#include "datasets/brain/aln_options.h"
#include "datasets/brain/aln_state.h"
#include "datasets/brain/connectome.h"
#include "datasets/brain/delayed_coupling.h"
#include "datasets/brain/rate_history.h"
#include "datasets/brain/transfer_table.h"

#include <Eigen/Dense>

#include <memory>

namespace nie::brain {

/// Whole-brain activity: every region an excitatory and an inhibitory population of adaptive
/// exponential neurons in the linear-nonlinear mean-field description (Cakan and Obermayer, PLoS
/// Comput. Biol. 16, e1007822, 2020), coupled with delays. Explicit Euler-Maruyama, 0.1 ms a step.
/// A copy goes on from the same state with the same noise; `reseed` gives it other noise.
class AlnSimulation {
public:
    static constexpr double kStep = 0.1;  ///< [ms]

    /// The table is filled while the simulation runs, and shared with nobody meanwhile.
    AlnSimulation(const AlnOptions& options, const Connectome& connectome,
                  std::shared_ptr<TransferTable> table, AlnState initial, std::uint64_t noiseSeed);

    void step();
    void reseed(std::uint64_t noiseSeed) { m_random = RandomStream(noiseSeed); }

    /// Rates are those computed in the latest step, the rest is the state after it.
    const AlnState& state() const { return m_state; }

private:
    /// Constants made once from the options.
    struct Constants {
        explicit Constants(const AlnOptions& options);
        double cEE, cEI, cIE, cII, global;
        Eigen::Index lagE, lagI;
        double noiseScale;
    };

    void updateInputs();
    void updateRates();
    void updateSynapses();
    void updateNoise();

    AlnOptions m_options;
    Constants m_constants;
    std::shared_ptr<TransferTable> m_table;
    AlnState m_state;
    DelayedCoupling m_coupling;
    RateHistory m_historyE;
    RateHistory m_historyI;
    RandomStream m_random;
    // Of the present step, [region].
    Eigen::ArrayXd m_zEE, m_zEI, m_zIE, m_zII;  ///< mean synaptic input
    Eigen::ArrayXd m_yEE, m_yEI, m_yIE, m_yII;  ///< its second moment
    Eigen::ArrayXd m_sigmaE, m_sigmaI;          ///< noise intensity [mV/sqrt(ms)]
};

}  // namespace nie::brain
