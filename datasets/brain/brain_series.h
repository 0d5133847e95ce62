#pragma once

#include "datasets/brain/aln_simulation.h"
#include "datasets/brain/brain_options.h"
#include "datasets/brain/simulation_watch.h"

#include <memory>

namespace nie::brain {

/// The connectome that the options stand for; remarks on measured matrices go to `warnings`.
Connectome connectomeOf(const BrainOptions& options, Warnings& warnings);

/// A simulation from random initial conditions; `seed` decides them and the noise.
AlnSimulation simulationOf(const BrainOptions& options, const Connectome& connectome,
                           std::shared_ptr<TransferTable> table, std::uint64_t seed);

/// Excitatory rates [Hz], [row, region], of every `every`-th step after `discard` steps. Tells
/// `watch` of each step; throws Interrupted when it is stopped.
Eigen::MatrixXd recordRates(AlnSimulation& simulation, Eigen::Index rows, Eigen::Index every,
                            Eigen::Index discard, SimulationWatch& watch);

/// The BOLD signal [row, region] in percent, sampled every `repetitionTime` seconds after `discard`
/// steps; the haemodynamics advance by 1 ms a step under the mean rates meanwhile.
Eigen::MatrixXd recordBold(AlnSimulation& simulation, Eigen::Index rows, double repetitionTime,
                           Eigen::Index discard, SimulationWatch& watch);

}  // namespace nie::brain
