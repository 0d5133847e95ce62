#pragma once

#include <Eigen/Dense>

#include <cstdint>

namespace nie::brain {

struct AlnOptions;

/// The state of every region of an ALN network, but for the histories of the rates; arrays are
/// [region]. E: excitatory, I: inhibitory; in s and v the first letter receives.
struct AlnState {
    Eigen::ArrayXd muE, muI;            ///< filtered inputs [mV/ms]
    Eigen::ArrayXd sEE, sEI, sIE, sII;  ///< means of the synaptic activity
    Eigen::ArrayXd vEE, vEI, vIE, vII;  ///< its variances
    Eigen::ArrayXd adaptation;          ///< I_A [pA]
    Eigen::ArrayXd noiseE, noiseI;      ///< fluctuating inputs [mV/ms]
    Eigen::ArrayXd rateE, rateI;        ///< [kHz]

    /// Uniform draws between 0 and: mu 3, s 0.5, v 0.001 (E) and 0.01 (I), I_A 200 pA, rates 0.01
    /// Hz; the fluctuating inputs at their means.
    static AlnState random(Eigen::Index regions, const AlnOptions& options, std::uint64_t seed);
};

}  // namespace nie::brain
