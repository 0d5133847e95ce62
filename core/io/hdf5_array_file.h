#pragma once

#include "core/io/array_file.h"
#include "core/io/hdf5_file.h"

namespace nie {

/// The arrays of an HDF5 file; parts are read without the rest. With `matlab`, a MATLAB 7.3 file:
/// its axes are shown in MATLAB's order, which the file has reversed. Labels come from a text data
/// set "names", "labels" or "columns" beside an array, a repetition time from a variable or
/// attribute TR.
std::unique_ptr<ArrayFile> openHdf5ArrayFile(const std::filesystem::path& file, bool matlab);

}  // namespace nie
