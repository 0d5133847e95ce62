#pragma once

#include "app/cli/commands.h"

namespace nie::cli {

/// `nie import`: arrays of a file become a stored data set.
void addImportCommand(CLI::App& program, Action& chosen);

}  // namespace nie::cli
