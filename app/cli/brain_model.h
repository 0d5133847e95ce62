#pragma once

#include "app/cli/brain_connectivity.h"

namespace nie::cli {

/// Connectivity and its dynamics of what a run predicts for a part of its recording, beside those
/// of the truth (core/recordings/model_match.h).
int modelConnectivityCommand(const ConnectivityRequest& request);

}  // namespace nie::cli
