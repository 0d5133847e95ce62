#pragma once

#include "core/config/options.h"

namespace nie::brain {

/// Parameters of the adaptive linear-nonlinear (ALN) network. The defaults are the resting state:
/// mean_e, mean_i, sigma_ou and b differ from those of the uncoupled model (0.4, 0.3, 0, 0).
struct AlnOptions {
    double meanE = 1.57, meanI = 1.6;
    double noiseIntensity = 0.09, noiseTime = 5.0;
    double fixedNoiseE = 1.5, fixedNoiseI = 1.5;
    double globalCoupling = 0.3, globalSynapses = 250.0, signalSpeed = 20.0;
    double synapsesE = 800.0, synapsesI = 200.0;
    double delayE = 4.0, delayI = 2.0;
    double synapticTimeE = 2.0, synapticTimeI = 5.0;
    double cee = 0.3, cie = 0.3, cei = 0.5, cii = 0.5;
    double jee = 2.43, jie = 2.60, jei = -3.3, jii = -1.64;
    double subthresholdAdaptation = 0.0, spikeAdaptation = 5.0;
    double adaptationPotential = -80.0, adaptationTime = 200.0;

    template <class Visitor>
    void visit(Visitor& v)
    {
        visitDrive(v);
        visitNetwork(v);
        visitSynapses(v);
        visitAdaptation(v);
    }

private:
    template <class Visitor>
    void visitDrive(Visitor& v)
    {
        v("mean_e", meanE,
          {.description = "Mean input of the excitatory populations", .unit = "mV/ms"});
        v("mean_i", meanI,
          {.description = "Mean input of the inhibitory populations", .unit = "mV/ms"});
        v("sigma_ou", noiseIntensity,
          {.description = "Intensity of the fluctuating input (Ornstein-Uhlenbeck); 0: none",
           .unit = "mV/ms^(3/2)",
           .minimum = 0.0});
        v("tau_ou", noiseTime,
          {.description = "Correlation time of the fluctuating input",
           .unit = "ms",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("sigma_ext_e", fixedNoiseE,
          {.description = "Noise inside the excitatory transfer function",
           .unit = "mV/sqrt(ms)",
           .minimum = 0.0});
        v("sigma_ext_i", fixedNoiseI,
          {.description = "Noise inside the inhibitory transfer function",
           .unit = "mV/sqrt(ms)",
           .minimum = 0.0});
    }

    template <class Visitor>
    void visitNetwork(Visitor& v)
    {
        v("c_gl", globalCoupling,
          {.description = "Synaptic current between regions (largest)",
           .unit = "mV/ms",
           .minimum = 0.0});
        v("k_gl", globalSynapses,
          {.description = "Synapses from a region of weight 1", .minimum = 0.0});
        v("signal_speed", signalSpeed,
          {.description = "Speed between regions; 0: no delay", .unit = "mm/ms", .minimum = 0.0});
        v("k_e", synapsesE, {.description = "Excitatory synapses inside a region", .minimum = 0.0});
        v("k_i", synapsesI, {.description = "Inhibitory synapses inside a region", .minimum = 0.0});
        v("delay_e", delayE,
          {.description = "Delay of excitation inside a region",
           .unit = "ms",
           .minimum = 0.0,
           .maximum = 1000.0});
        v("delay_i", delayI,
          {.description = "Delay of inhibition inside a region",
           .unit = "ms",
           .minimum = 0.0,
           .maximum = 1000.0});
    }

    template <class Visitor>
    void visitSynapses(Visitor& v)
    {
        v("tau_se", synapticTimeE,
          {.description = "Excitatory synaptic time",
           .unit = "ms",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("tau_si", synapticTimeI,
          {.description = "Inhibitory synaptic time",
           .unit = "ms",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("c_ee", cee, {.description = "Current of one spike, E to E", .unit = "mV/ms"});
        v("c_ie", cie, {.description = "Current of one spike, E to I", .unit = "mV/ms"});
        v("c_ei", cei, {.description = "Current of one spike, I to E", .unit = "mV/ms"});
        v("c_ii", cii, {.description = "Current of one spike, I to I", .unit = "mV/ms"});
        v("j_ee", jee,
          {.description = "Largest synaptic current, E to E",
           .unit = "mV/ms",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("j_ie", jie,
          {.description = "Largest synaptic current, E to I",
           .unit = "mV/ms",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("j_ei", jei,
          {.description = "Largest synaptic current, I to E", .unit = "mV/ms", .maximum = -1e-6});
        v("j_ii", jii,
          {.description = "Largest synaptic current, I to I", .unit = "mV/ms", .maximum = -1e-6});
    }

    template <class Visitor>
    void visitAdaptation(Visitor& v)
    {
        v("a", subthresholdAdaptation, {.description = "Adaptation below threshold", .unit = "nS"});
        v("b", spikeAdaptation, {.description = "Adaptation current of a spike", .unit = "pA"});
        v("e_a", adaptationPotential,
          {.description = "Reversal potential of adaptation", .unit = "mV"});
        v("tau_a", adaptationTime,
          {.description = "Adaptation time",
           .unit = "ms",
           .minimum = 0.0,
           .minimumExcluded = true});
    }
};

}  // namespace nie::brain
