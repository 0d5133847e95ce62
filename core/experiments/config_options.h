#pragma once

#include "core/config/options.h"
#include "core/config/run_config.h"
#include "core/data/dataset.h"

#include <vector>

namespace nie {

/// Every option of a configuration by its whole path, "model.solver.tolerance": the top level, then
/// the data set's with its split, the model's, the training's. Throws InputError for an unknown
/// data set or model.
std::vector<OptionDescription> describeConfig(const RunConfig& config,
                                              const DatasetCatalog& datasets);

}  // namespace nie
