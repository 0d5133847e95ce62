#pragma once

#include "core/config/sweep_spec.h"

#include <string>

namespace nie {

/// The shell line of the same sweep without its folder: `nie sweep spirals --steps 200 --vary
/// model.width=16,32 --seeds 3`. Lists what differs from the experiment as it is shipped.
std::string sweepCommand(const SweepSpec& spec, const RunConfig& shipped);

}  // namespace nie
