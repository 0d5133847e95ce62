#pragma once

#include "core/config/run_config.h"

namespace nie::cli {

/// An experiment with every option it has: path, type, value, default, allowed values, unit,
/// meaning. Throws InputError when it names an unknown data set or model.
Json describeExperiment(const RunConfig& config);
void printExperiment(const Json& description);

}  // namespace nie::cli
