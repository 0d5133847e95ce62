#pragma once

#include "core/config/run_config.h"
#include "core/results/model_summary.h"

#include <stop_token>

namespace nie {

/// What `nie info --parameters` tells of a configuration. Building a model draws from LibTorch's
/// one generator and may change its threads, which a training in this process must not feel, so a
/// process of its own does it. Waits for it; throws InputError or RunError with what it said,
/// Interrupted.
ModelSummary describeModelApart(const RunConfig& config, const std::stop_token& stop);

}  // namespace nie
