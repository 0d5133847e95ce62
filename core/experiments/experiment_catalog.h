#pragma once

#include "core/config/run_config.h"

#include <string>
#include <vector>

namespace nie {

/// The declarative experiments of resources/experiments/*.json, embedded into the program, in the
/// order: spirals first, then by name. Reading is strict; a broken file is found by a test.
const std::vector<RunConfig>& experimentCatalog();
/// By name, or, where the text ends in .json, from that file. Throws InputError naming the known
/// ones.
RunConfig findExperiment(const std::string& nameOrFile);

}  // namespace nie
