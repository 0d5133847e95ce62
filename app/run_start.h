#pragma once

#include "core/config/run_config.h"

#include <cstdint>

namespace nie {

class Engine;
class TrainingSession;

/// Starts a run on the session; `firstSteps` > 0: does so many steps, then pauses. False where the
/// session's state does not allow it. Throws InputError when the device cannot be used.
bool beginRun(TrainingSession& session, const Engine& engine, const RunConfig& config,
              std::int64_t firstSteps = 0);

}  // namespace nie
