#pragma once

#include "core/data/dataset.h"

#include <filesystem>

namespace nie {

/// Every generator of the program, an explicit list.
DatasetCatalog generatedDatasets();

/// What a run can name: the generators, and "file" for stored sets and arrays of the user's own.
DatasetCatalog builtinDatasets();

/// "datasets" of userCacheFolder(); empty where that is not known.
std::filesystem::path keptDatasetsFolder();

/// builtinDatasets(), of which generated sets that take long are kept in `folder` from run to run
/// (GeneratedSetCache). Empty: nothing is kept.
DatasetCatalog keptDatasets(const std::filesystem::path& folder = keptDatasetsFolder());

}  // namespace nie
