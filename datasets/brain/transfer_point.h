#pragma once

#include "datasets/brain/exponential_neuron.h"

#include <cstdint>

namespace nie::brain {

/// How finely the equations of the membrane potential's density are solved.
struct TransferResolution {
    double voltageStep = 0.01;       ///< dV [mV]
    std::int64_t frequencies = 240;  ///< n, of which n/6 below 10 Hz
};

/// What a population of such neurons does at a mean input mu and a noise sigma.
struct TransferPoint {
    double rate = 0.0;          ///< stationary firing rate r [kHz]
    double meanVoltage = 0.0;   ///< mean membrane potential between spikes [mV]
    double timeConstant = 0.0;  ///< effective tau of the rate's response to a change of mu [ms]
};

/// Threshold integration (Richardson, Phys. Rev. E 76, 021919, 2007) of the stationary density and
/// of its response to a small modulation of mu at 0.25 Hz to 1 kHz; tau is that of the exponential
/// filter 1/(1 + 2 pi i f tau) with the least squared distance from the response.
/// mu [mV/ms], sigma > 0 [mV/sqrt(ms)].
TransferPoint transferPoint(const ExponentialNeuron& neuron, const TransferResolution& resolution,
                            double mu, double sigma);

}  // namespace nie::brain
