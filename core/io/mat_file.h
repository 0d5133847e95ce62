#pragma once

#include "core/io/array_file.h"

namespace nie {

/// MATLAB files of version 4 and 5. Numeric and logical matrices are arrays; fields of a structure
/// are named "outer.inner"; a cell of blocks with equally many rows (CONN: one time x d block a
/// region) is one array of their first columns, labelled by a cell `names`. Complex, sparse,
/// character and other variables are listed with the reason why they are not read. Files of
/// version 7.3 are HDF5 (hdf5_array_file.h). Throws InputError.
std::unique_ptr<ArrayFile> openMatFile(const std::filesystem::path& file);

}  // namespace nie
