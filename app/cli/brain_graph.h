#pragma once

#include "app/cli/commands.h"

namespace nie::cli {

/// `nie brain graph`: attention between regions as a directed graph, beside their connectivity.
void addBrainGraphCommand(CLI::App& brain, Action& chosen);

}  // namespace nie::cli
