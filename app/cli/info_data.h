#pragma once

#include "core/config/json.h"

#include <filesystem>
#include <string>

namespace nie::cli {

/// Whether a path names a file of arrays by its ending (.npy, .npz, .csv, .tsv, .txt, .1D, .mat,
/// .h5, .hdf5).
bool isDataFile(const std::filesystem::path& path);

/// What a stored data set or a file of arrays holds. `array`: which one; empty: the likely one.
/// Throws InputError for a file that cannot be read, naming field and value.
Json describeDataFile(const std::filesystem::path& path, const std::string& array);
void printDataFile(const Json& description);

}  // namespace nie::cli
