#include "datasets/brain/aln_simulation.h"

#include <algorithm>
#include <cmath>

namespace nie::brain {

namespace {

constexpr ExponentialNeuron kNeuron;
constexpr double kMembraneTime = kNeuron.membraneTime();

/// Share of the synaptic noise that one synapse type adds to sigma^2.
Eigen::ArrayXd noiseShare(double largest, const Eigen::ArrayXd& v, const Eigen::ArrayXd& z,
                          double tau)
{
    return 2.0 * largest * largest * tau * kMembraneTime * v / ((1.0 + z) * kMembraneTime + tau);
}

/// One Euler step of the mean s and the variance v of a synapse type.
void advanceSynapse(Eigen::ArrayXd& s, Eigen::ArrayXd& v, const Eigen::ArrayXd& z,
                    const Eigen::ArrayXd& y, double tau)
{
    constexpr double kStep = AlnSimulation::kStep;
    v = (v + kStep / (tau * tau) * ((1.0 - s).square() * y + (y - 2.0 * tau * (z + 1.0)) * v))
            .max(0.0);
    s += kStep / tau * ((1.0 - s) * z - s);
}

Eigen::Index lagOf(double delay)
{
    return static_cast<Eigen::Index>(std::nearbyint(delay / AlnSimulation::kStep)) + 1;
}

}  // namespace

AlnSimulation::Constants::Constants(const AlnOptions& o)
    : cEE(o.cee * o.synapticTimeE / o.jee),
      cEI(o.cei * o.synapticTimeI / std::abs(o.jei)),
      cIE(o.cie * o.synapticTimeE / o.jie),
      cII(o.cii * o.synapticTimeI / std::abs(o.jii)),
      global(o.globalCoupling * o.synapticTimeE / o.jee),
      lagE(lagOf(o.delayE)),
      lagI(lagOf(o.delayI)),
      noiseScale(o.noiseIntensity * std::sqrt(kStep))
{}

AlnSimulation::AlnSimulation(const AlnOptions& options, const Connectome& connectome,
                             std::shared_ptr<TransferTable> table, AlnState initial,
                             std::uint64_t noiseSeed)
    : m_options(options),
      m_constants(options),
      m_table(std::move(table)),
      m_state(std::move(initial)),
      m_coupling(connectome, options.signalSpeed, kStep),
      m_historyE(m_state.rateE, std::max(m_coupling.longestLag(), m_constants.lagE)),
      m_historyI(m_state.rateI, m_constants.lagI),
      m_random(noiseSeed)
{}

void AlnSimulation::step()
{
    m_coupling.update(m_historyE);
    updateInputs();
    updateRates();
    updateSynapses();
    updateNoise();
    m_historyE.push(m_state.rateE);
    m_historyI.push(m_state.rateI);
}

void AlnSimulation::updateInputs()
{
    const Constants& c = m_constants;
    const AlnOptions& o = m_options;
    const Eigen::ArrayXd localE = m_historyE.row(c.lagE).transpose().array();
    const Eigen::ArrayXd localI = m_historyI.row(c.lagI).transpose().array();
    m_zEE = c.cEE * o.synapsesE * localE + c.global * o.globalSynapses * m_coupling.sums();
    m_yEE = c.cEE * c.cEE * o.synapsesE * localE +
            c.global * c.global * o.globalSynapses * m_coupling.squaredSums();
    m_zEI = c.cEI * o.synapsesI * localI;
    m_yEI = c.cEI * m_zEI;
    m_zIE = c.cIE * o.synapsesE * localE;
    m_yIE = c.cIE * m_zIE;
    m_zII = c.cII * o.synapsesI * localI;
    m_yII = c.cII * m_zII;
    const AlnState& x = m_state;
    m_sigmaE = (noiseShare(o.jee, x.vEE, m_zEE, o.synapticTimeE) +
                noiseShare(o.jei, x.vEI, m_zEI, o.synapticTimeI) + o.fixedNoiseE * o.fixedNoiseE)
                   .sqrt();
    m_sigmaI = (noiseShare(o.jie, x.vIE, m_zIE, o.synapticTimeE) +
                noiseShare(o.jii, x.vII, m_zII, o.synapticTimeI) + o.fixedNoiseI * o.fixedNoiseI)
                   .sqrt();
}

void AlnSimulation::updateRates()
{
    const AlnOptions& o = m_options;
    AlnState& x = m_state;
    for (Eigen::Index k = 0; k < x.muE.size(); ++k) {
        const double inputE = o.jee * x.sEE[k] + o.jei * x.sEI[k] + x.noiseE[k];
        const double inputI = o.jie * x.sIE[k] + o.jii * x.sII[k] + x.noiseI[k];
        const TransferPoint e =
            m_table->at(x.muE[k] - x.adaptation[k] / kNeuron.capacitance, m_sigmaE[k]);
        const TransferPoint i = m_table->at(x.muI[k], m_sigmaI[k]);
        // Adaptation follows the rate of the step before.
        x.adaptation[k] += kStep / o.adaptationTime *
                           (o.subthresholdAdaptation * (e.meanVoltage - o.adaptationPotential) -
                            x.adaptation[k] + o.adaptationTime * o.spikeAdaptation * x.rateE[k]);
        x.muE[k] += kStep * (inputE - x.muE[k]) / e.timeConstant;
        x.muI[k] += kStep * (inputI - x.muI[k]) / i.timeConstant;
        x.rateE[k] = e.rate;
        x.rateI[k] = i.rate;
    }
}

void AlnSimulation::updateSynapses()
{
    AlnState& x = m_state;
    advanceSynapse(x.sEE, x.vEE, m_zEE, m_yEE, m_options.synapticTimeE);
    advanceSynapse(x.sEI, x.vEI, m_zEI, m_yEI, m_options.synapticTimeI);
    advanceSynapse(x.sIE, x.vIE, m_zIE, m_yIE, m_options.synapticTimeE);
    advanceSynapse(x.sII, x.vII, m_zII, m_yII, m_options.synapticTimeI);
}

void AlnSimulation::updateNoise()
{
    const double decay = kStep / m_options.noiseTime;
    const auto advance = [&](double& xi, double mean) {
        xi += (mean - xi) * decay;
        if (m_constants.noiseScale > 0.0)
            xi += m_constants.noiseScale * m_random.normal();
    };
    for (Eigen::Index k = 0; k < m_state.noiseE.size(); ++k) {
        advance(m_state.noiseE[k], m_options.meanE);
        advance(m_state.noiseI[k], m_options.meanI);
    }
}

}  // namespace nie::brain
