#pragma once

#include "core/io/mat_node.h"

#include <filesystem>
#include <functional>
#include <string>

namespace nie {

/// Hands the variables of a MATLAB file of version 4 or 5 to `use`, one after the other; the bytes
/// behind a node live during the call. `use` returns false to stop. Throws InputError naming the
/// file for lengths that pass the end, damaged compressed data and what the memory cannot hold.
void forEachMatVariable(const std::filesystem::path& file,
                        const std::function<bool(const MatNode& node)>& use);

}  // namespace nie
