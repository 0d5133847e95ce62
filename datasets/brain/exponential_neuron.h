#pragma once

namespace nie::brain {

/// An exponential integrate-and-fire neuron driven by white noise:
///
///     dV/dt = (E_L - V + Delta_T exp((V - V_T)/Delta_T))/tau_m + mu + sigma xi(t),   tau_m =
///     C/g_L,
///
/// which spikes at V_cut, is then held for T_ref and goes on from V_r. Fourcaud-Trocme et al. 2003.
struct ExponentialNeuron {
    double capacitance = 200.0;     ///< C [pF]
    double leakConductance = 10.0;  ///< g_L [nS]
    double leakPotential = -65.0;   ///< E_L [mV]
    double thresholdSlope = 1.5;    ///< Delta_T [mV]
    double threshold = -50.0;       ///< V_T [mV]
    double resetPotential = -70.0;  ///< V_r [mV]
    double spikePotential = -40.0;  ///< V_cut [mV]
    double refractoryTime = 1.5;    ///< T_ref [ms]

    constexpr double membraneTime() const { return capacitance / leakConductance; }  ///< tau_m [ms]
};

}  // namespace nie::brain
