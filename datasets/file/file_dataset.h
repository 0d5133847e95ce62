#pragma once

#include "core/data/array_import.h"

namespace nie {

/// A data set from a file: one that was stored by this program, a shipped sample by its name, or
/// arrays of the user's own.
/// Throws InputError naming `source` and what is wrong with options or file.
Dataset readFileDataset(const ImportOptions& options, const std::string& source,
                        std::stop_token stop);

DatasetEntry fileEntry();

}  // namespace nie
