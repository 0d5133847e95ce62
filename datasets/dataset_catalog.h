#pragma once

#include "core/data/dataset.h"

namespace nie {

/// Every generator of the program, an explicit list.
DatasetCatalog generatedDatasets();

/// What a run can name: the generators, and "file" for stored sets and arrays of the user's own.
DatasetCatalog builtinDatasets();

}  // namespace nie
