#pragma once

#include "core/config/run_config.h"

namespace nie {

/// A run's configuration with what a run that goes on may change: "steps", "epochs" and
/// "time_budget", of which any replaces all limits of the run, and "device". Throws InputError for
/// a device that there is not.
RunConfig resumedConfig(RunConfig config, const Json& changes);

}  // namespace nie
