#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <functional>

namespace nie {

/// How a data set is written.
struct StoreOptions {
    int compression = 0;  ///< deflate level 1 to 9; 0: not compressed
    std::function<void(double share)> progress = [](double) {};
    std::stop_token stop = {};
};

/// Writes a data set as one HDF5 file, streamed sample by sample, under a temporary name until it
/// is whole. The file describes itself (docs/data.md): "values" [sample, time, space..., channel]
/// in the set's precision, "times", "space/NAME", and attributes with equation, channels, recipe,
/// seed, version, given points, noise variance and content hash. The same set gives the same bytes.
/// Throws RunError when it cannot be written, Interrupted when stopped; both leave no file.
void writeDatasetHdf5(const Dataset& dataset, const std::filesystem::path& file,
                      const StoreOptions& options = {});

/// The same numbers for NumPy: members values, times, one per space axis, and recipe (JSON text).
void writeDatasetNpz(const Dataset& dataset, const std::filesystem::path& file,
                     const StoreOptions& options = {});

/// Whether an HDF5 file was written by writeDatasetHdf5; false also for no file and other files.
bool isStoredDataset(const std::filesystem::path& file);

/// Whether a stored set says which samples are for training; false for every other file.
bool hasStoredSplit(const std::filesystem::path& file);

/// Reads a stored set and compares its numbers with their content hash. Sets of more than
/// `memoryLimit` bytes are streamed: `reader` is set in place of `values`. Throws InputError naming
/// file and field.
Dataset readStoredDataset(const std::filesystem::path& file,
                          std::uint64_t memoryLimit = std::uint64_t(1) << 30);

}  // namespace nie
