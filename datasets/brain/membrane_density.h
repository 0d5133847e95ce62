#pragma once

#include "datasets/brain/exponential_neuron.h"

#include <complex>
#include <cstddef>
#include <vector>

namespace nie::brain {

/// The stationary density of the membrane potential on an even grid from far below the reset
/// (index 0) up to V_cut, found by threshold integration (Richardson, Phys. Rev. E 76, 021919,
/// 2007): the density and the current are integrated downwards from V_cut, where the density
/// vanishes.
class MembraneDensity {
public:
    /// `step` [mV] between potentials; mu [mV/ms], sigma > 0 [mV/sqrt(ms)].
    MembraneDensity(const ExponentialNeuron& neuron, double step, double mu, double sigma);

    double rate() const { return m_rate; }                ///< stationary firing rate [kHz]
    double meanVoltage() const { return m_meanVoltage; }  ///< between spikes [mV]

    /// Response of the rate to a small modulation of mu at each frequency [kHz], up to one factor
    /// common to all frequencies.
    std::vector<std::complex<double>> rateResponse(const std::vector<double>& frequencies) const;

private:
    double m_step;
    double m_refractoryTime;
    std::vector<double> m_growth;   ///< A_k: what is left of the density at k - 1
    std::vector<double> m_source;   ///< B_k: what a unit of current adds at k - 1
    std::vector<double> m_density;  ///< for a unit of current through V_cut
    std::size_t m_reset = 0;        ///< index of V_r
    std::size_t m_lowest = 0;       ///< below this index the density is negligible
    double m_rate = 0.0;
    double m_meanVoltage = 0.0;
};

}  // namespace nie::brain
