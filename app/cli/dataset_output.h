#pragma once

#include "core/data/dataset_store.h"

namespace nie::cli {

/// Refuses what is no .h5, .hdf5 or .npz file, exists already (without `force`) or cannot be
/// written. Throws InputError.
void requireDatasetTarget(const std::filesystem::path& file, bool force);

/// In the format of the file's ending.
void writeDataset(const Dataset& dataset, const std::filesystem::path& file,
                  const StoreOptions& options);

/// What is said of a file that was written: file, dataset, shape, content_hash, bytes.
Json describeWritten(const Dataset& dataset, const std::filesystem::path& file);

}  // namespace nie::cli
