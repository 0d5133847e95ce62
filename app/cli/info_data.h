#pragma once

#include "core/config/json.h"

#include <filesystem>
#include <string>

namespace nie::cli {

/// Whether a path names a file of arrays or an image by its ending (.npy, .npz, .csv, .tsv, .txt,
/// .1D, .mat, .h5, .hdf5, .nii, .nii.gz, .hdr, .img, .gii).
bool isDataFile(const std::filesystem::path& path);

/// What a stored data set, an image or a file of arrays holds, and of a recording its repetition
/// time. `array`: which one; empty: the likely one. `role`: as what an image is looked at
/// ("recording", "image", "labels"); empty: guessed. Throws InputError for a file that cannot be
/// read, naming field and value.
Json describeDataFile(const std::filesystem::path& path, const std::string& array,
                      const std::string& role = {});
void printDataFile(const Json& description);

}  // namespace nie::cli
