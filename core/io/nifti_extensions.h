#pragma once

#include "core/io/inflating_stream.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// What stands between a NIfTI header and its voxels: AFNI's history, CIFTI's brain model,
/// comments.
struct NiftiExtension {
    std::int32_t code = 0;
    std::int64_t bytes = 0;  ///< with the 8 bytes of size and code
};

/// Code of the extension that holds a CIFTI-2 brain model.
inline constexpr std::int32_t kCiftiExtension = 32;

/// Passes over the chain of extensions; `stream` stands behind the header, `end` is where the chain
/// must stop. A size that is no multiple of 16 or passes the end drops the rest of the chain with
/// a warning: the voxels do not depend on it.
std::vector<NiftiExtension> readNiftiExtensions(InflatingStream& stream, std::uint64_t end,
                                                bool swapped, std::vector<std::string>& warnings);

}  // namespace nie
